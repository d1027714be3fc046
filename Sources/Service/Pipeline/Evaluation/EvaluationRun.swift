public import Capture
import Cryptography
import Detection
public import Foundation
import Framing
public import Vocabulary

/// Scores labelled pictures with any encoder, and reports how well the scores tell conditions apart.
public struct EvaluationRun: Sendable {
  /// Changes when a line of the results file would say something else for the same picture, encoder and pack.
  private static let form = "picture score 1"

  private let analysis: PictureAnalysis
  private let description: EncoderDescription
  private var model: String { description.model }
  /// Where the model's files lie; `nil` for one that has none here.
  public let directory: URL?
  /// Of all that scores depend on.
  public let fingerprint: String
  private let encoder: String

  /// Makes the pack ready for the model.
  ///
  /// - Parameters:
  ///   - model: any encoder.
  ///   - pack: what is looked for.
  ///   - time: what deadlines are measured with.
  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) async throws {
    analysis = PictureAnalysis(encoder: model.encoder, specialty: try await model.specialty(pack), time: time)
    description = model.encoder.description
    directory = model.directory
    encoder = model.encoder.description.fingerprint.text
    var hash = SHA256()
    hash.update("\(Self.form)\n\(encoder)\n\(pack.fingerprint.text)\n")
    for (condition, curve) in (model.calibration?.curves ?? [:]).sorted(by: { $0.key.text < $1.key.text }) {
      hash.update("\(condition.text) \(curve.slope) \(curve.intercept)\n")
    }
    fingerprint = hash.finish().hexadecimal
  }

  /// - Parameters:
  ///   - items: the pictures with their labels.
  ///   - policy: which files may be read.
  ///   - results: a file that holds what was scored before, and gets what is scored now; `nil` = nowhere.
  ///   - settings: prevalences, and how many failures are named.
  ///   - save: given the scores and truths without the pictures, where somebody wants to keep them; with the words for whom they are.
  ///   - progress: told how many pictures are done.
  /// - Returns: the report.
  public func report(
    on items: [EvaluationItem], policy: SourcePolicy = .standard, results: String? = nil,
    settings: EvaluationSettings = EvaluationSettings(),
    save: (population: String, to: (HeldOutScores) throws -> Void)? = nil, progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> EvaluationReport {
    var file = try results.map { try ResultsFile(path: $0, fingerprint: fingerprint) }
    var rows: [EvaluationRow] = []
    var unreadable: [String] = []
    for (index, item) in items.enumerated() {
      if let score = try await score(item, policy, &file) {
        rows.append(EvaluationRow(item: item, score: score))
      } else {
        unreadable.append(item.name)
      }
      progress(index + 1)
    }
    if let save, !rows.isEmpty {
      try save.to(HeldOutScores(rows, pack: analysis.pack, encoder: description, population: save.population))
    }
    return EvaluationSummary(
      rows: rows, conditions: analysis.pack.conditions, settings: settings
    ).report(
      unreadable: unreadable, model: model, pack: "\(analysis.pack.id) \(analysis.pack.version)", fingerprint: fingerprint,
      encoder: encoder)
  }

  /// `nil` for a file that cannot be read as a picture.
  private func score(_ item: EvaluationItem, _ policy: SourcePolicy, _ file: inout ResultsFile?) async throws -> PictureScore? {
    guard let bytes = FileManager.default.contents(atPath: item.file) else { return nil }
    let picture = SHA256.digest(of: [UInt8](bytes)).hexadecimal
    if let known = file?.kept[picture] { return known }
    let pixels: PixelBuffer
    do throws(PictureFault) {
      pixels = try await PictureDecoder().decode(file: item.file, policy: policy)
    } catch { return nil }
    let scored = try await analysis.scoreIgnoringGates(pixels)
    let score = PictureScore(
      picture: picture, fingerprint: fingerprint, refusals: (scored.framing + scored.gate).map(\.rawValue),
      scores: Dictionary(
        scored.findings.map { ($0.condition.text, .init(evidence: $0.evidence, probability: $0.probability)) },
        uniquingKeysWith: { first, _ in first }), toneDegrees: SkinToneAngle(of: pixels)?.degrees)
    try file?.add(score)
    return score
  }
}
