import Foundation
import Pipeline
import Statistics
import Tuning
import Vocabulary

/// `bench tuning`: how many examples a head needs, on the six diagnoses of PAD-UFES-20.
struct TuningBench: Bench {
  let name = "tuning"
  let summary = "how well a head does with 2, 4, 8… examples of each condition, on patients that it has not seen"

  private struct Row: Encodable {
    let setting: String
    let point: LearningCurve.Point
  }

  private struct Baseline: Encodable {
    let setting: String
    let macroAUC: Double?
    let interval: [Double]?

    enum CodingKeys: String, CodingKey {
      case setting, interval
      case macroAUC = "macro_auc"
    }
  }

  static let sizes = [2, 4, 8, 16, 32, 64, 128]

  func run(_ order: BenchOrder) async throws -> BenchTable {
    let machine = Machine.now()
    let source = try await TuningBenchSource(order)
    let present = Set(source.scored.compactMap(\.foremost))
    let conditions = Set(source.learned.compactMap(\.foremost)).intersection(present).sorted().compactMap {
      ConditionIdentifier($0)
    }
    var table = BenchTable(
      "tuning: \(source.encoder); macro-AUC over \(conditions.count) conditions, 20 draws a row; C chosen from 8 of each on",
      columns: ["learned from, scored on", "of each", "examples", "macro-AUC", "draws", "patients"], on: machine)
    let curve = LearningCurve(conditions: conditions)
    for each in Self.sizes where each / 2 < source.largest(source.learned, conditions) {
      Console.progress("\(each) of each")
      if let point = try curve.point(each: each, from: source.learned, on: source.scored) {
        add("train rows, validation rows", point, &table)
      }
    }
    try halves(source, &table)
    Console.progress("")
    close(source, conditions, &table)
    return table
  }

  /// Both halves from patients that the shipped encoder has not seen: conditions with enough pictures there only.
  private func halves(_ source: TuningBenchSource, _ table: inout BenchTable) throws {
    let counts = Dictionary(grouping: source.scored.compactMap(\.foremost)) { $0 }.mapValues(\.count)
    let conditions = counts.filter { $0.value >= 20 }.keys.sorted().compactMap { ConditionIdentifier($0) }
    guard conditions.count > 1 else { return }
    let curve = LearningCurve(conditions: conditions)
    for each in [2, 4, 8] {
      if let point = try curve.halves(each: each, of: source.scored) {
        add("half the validation patients, the other half (\(conditions.count) conditions)", point, &table)
      }
    }
  }

  private func add(_ setting: String, _ point: LearningCurve.Point, _ table: inout BenchTable) {
    table.add(
      [
        setting, "\(point.each)", "\(Int(point.examples.rounded()))", point.macroAUC.formatted3, Self.range(point.ofDraws),
        Self.range(point.ofGroups),
      ], Row(setting: setting, point: point))
  }

  /// What the pack's wordings and calibration say of the same pictures.
  private func close(_ source: TuningBenchSource, _ conditions: [ConditionIdentifier], _ table: inout BenchTable) {
    guard source.scored.allSatisfy({ example in conditions.allSatisfy { example.before[$0] != nil } }) else { return }
    let ordered = conditions.map { condition in
      OrderedScores(
        source.scored.map { $0.before[condition]?.evidence ?? 0 }, positives: source.scored.map { $0.shows(condition) })
    }
    func mean(_ weights: [Int]?) -> Double? {
      let areas = ordered.compactMap { $0.area(weights) }
      return areas.count == ordered.count ? areas.reduce(0, +) / Double(areas.count) : nil
    }
    let interval = GroupBootstrap(groups: source.scored.map(\.group), draws: 400).interval { mean($0) }?.ends
    let text = mean(nil).map { $0.formatted3 } ?? "none"
    table.close(
      "without a head, by wordings, on the validation rows: \(text) (\(Self.range(interval)))",
      Baseline(setting: "words, validation rows", macroAUC: mean(nil), interval: interval))
  }

  private static func range(_ ends: [Double]?) -> String {
    ends.map { "\($0[0].formatted3) to \($0[1].formatted3)" } ?? "none"
  }
}
