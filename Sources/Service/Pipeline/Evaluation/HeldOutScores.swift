public import Foundation
import Framing
public import Vocabulary

/// Scores and truths of held-out pictures, without the pictures: what operating points are worked out from. Lies beside a model's
/// weights; `evaluate --save` writes it.
public struct HeldOutScores: Sendable, Codable {
  /// One picture.
  public struct Row: Sendable, Codable, Hashable {
    /// The first 16 digits of the file's SHA-256.
    public let picture: String
    /// Which patient, counted from 1 in the order of appearance.
    public let group: Int
    /// What it shows; `nil` for none of the pack's conditions.
    public let condition: String?
    /// Its stratum in each of ``HeldOutScores/columns``.
    public let strata: [String]
    /// Its probability for each of ``HeldOutScores/conditions``.
    public let values: [Double]
  }

  public static let fileName = "held-out.json"
  static let form = "held-out scores 1"

  let form: String
  public let model: String
  /// Hash of the weights that scored them.
  public let weights: Fingerprint
  public let precision: String
  public let pack: String
  public let packVersion: Int
  /// Who they are, in words.
  public let population: String
  /// Conditions that have a probability.
  public let conditions: [String]
  /// What `strata` stand for; `skin_tone` is measured from the picture.
  public let columns: [String]
  public let rows: [Row]

  enum CodingKeys: String, CodingKey {
    case form, model, weights, precision, pack, population, conditions, columns, rows
    case packVersion = "pack_version"
  }

  /// - Parameters:
  ///   - scored: pictures with their truth and scores.
  ///   - pack: whose conditions they were scored for.
  ///   - encoder: what scored them.
  ///   - population: who they are, in words.
  init(_ scored: [EvaluationRow], pack: Pack, encoder: EncoderDescription, population: String) {
    form = Self.form
    model = encoder.model
    weights = encoder.weights ?? encoder.fingerprint
    precision = encoder.precision
    self.pack = pack.id
    packVersion = pack.version
    self.population = population
    // A condition without a probability has no point on the scale of probabilities.
    let ids = pack.conditions.map(\.id.text).filter { id in
      !scored.isEmpty && scored.allSatisfy { $0.score.scores[id]?.probability != nil }
    }
    let names = Set(scored.flatMap { $0.item.strata.keys }).sorted()
    conditions = ids
    columns = names + [StratumSummary.toneColumn]
    var groups: [String: Int] = [:]
    rows = scored.map { row in
      let group = groups[row.item.group] ?? groups.count + 1
      groups[row.item.group] = group
      return Row(
        picture: String(row.score.picture.prefix(16)), group: group, condition: row.item.condition?.text,
        strata: names.map { row.item.strata[$0].flatMap { $0.isEmpty ? nil : $0 } ?? "not stated" } + [
          row.tone?.rawValue ?? "not measured"
        ],
        values: ids.map { Self.rounded(row.score.scores[$0]?.probability ?? 0) })
    }
  }

  /// Reads a file of this form.
  ///
  /// - Parameter file: where it lies.
  /// - Returns: `nil` where there is none.
  /// - Throws: ``PipelineError/unusable(what:reason:)`` for a file that is damaged.
  public static func read(_ file: URL) throws(PipelineError) -> HeldOutScores? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    guard let bytes = FileManager.default.contents(atPath: file.path),
      let found = try? JSONDecoder().decode(HeldOutScores.self, from: bytes), found.form == form, found.isWhole
    else {
      throw .unusable(
        what: file.path, reason: "it is no file of held-out scores; write it again by `evaluate --save`, or remove it")
    }
    return found
  }

  /// Writes it, in the place of an earlier one.
  ///
  /// - Parameter file: where it goes.
  /// - Throws: ``PipelineError/unusable(what:reason:)`` where it cannot be written.
  public func write(to file: URL) throws(PipelineError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { try (try encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic) } catch {
      throw .unusable(what: file.path, reason: "it cannot be written: \(error.localizedDescription)")
    }
  }

  private var isWhole: Bool {
    rows.allSatisfy {
      $0.strata.count == columns.count && $0.values.count == conditions.count && $0.values.allSatisfy { (0...1).contains($0) }
    }
  }

  /// Six decimals: more than a bootstrap sees.
  private static func rounded(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }
}
