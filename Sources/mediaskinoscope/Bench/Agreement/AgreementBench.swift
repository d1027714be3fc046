import Encoding
import Foundation
import Pipeline
import Statistics
import Vocabulary

/// `bench agreement`: how far quick answers from fewer tokens agree with the full grid of the same picture, by number of tokens.
struct AgreementBench: Bench {
  let name = "agreement"
  let summary = "quick answers from fewer tokens against the full grid of a SigLIP directory, on held-out photographs"

  static let counts = [16, 32, 64, 128, 256, 512]
  /// Share of a stretch of ordinary hands that stays below an alert's threshold: the `background` scale.
  static let quantile = 0.95

  /// What was looked at.
  private struct Subject {
    let kind: String
    let pixels: PixelBuffer
    let group: String
    let condition: ConditionIdentifier?
  }

  func run(_ order: BenchOrder) async throws -> BenchTable {
    guard let folder = order.data else {
      throw CommandFailure.usage("bench agreement: name a folder of data sets with --data DIR")
    }
    let machine = Machine.now()
    let library = ModelLibrary(resources: .find(), caches: nil)
    let summary = try library.catalog.inspect(order.model)
    guard summary.kind == .siglip else {
      throw CommandFailure.failed(
        "bench agreement: \(order.model) sees the whole frame every time; name a SigLIP directory with --model")
    }
    let sets = try PictureSets(in: folder, limit: order.pictureLimit)
    let subjects = try await subjects(of: sets)
    return try await withTemporaryFolder { caches in
      let full = try await looks(at: subjects, order, tokens: nil, caches)
      var table = BenchTable(
        Self.title(order, full, subjects.count), columns: AgreementRow.columns, on: machine)
      var truth = BenchTable(Self.truthTitle, columns: TruthRow.columns, on: machine)
      let grid = summary.shape?.tokens ?? .max
      let ordinary = subjects.indices.filter { subjects[$0].kind == "hand" }
      let fullThresholds = Self.thresholds(ordinary.map { full[$0] })
      for count in Self.counts where count < grid {
        let fast = try await looks(at: subjects, order, tokens: count, caches)
        let thresholds = Self.thresholds(ordinary.map { fast[$0] })
        for kind in ["close-up", "lesion on a hand", "hand"] {
          let pairs = subjects.indices.filter { subjects[$0].kind == kind }.map { index in
            LookPair(fast: fast[index], full: full[index], group: subjects[index].group, condition: subjects[index].condition)
          }
          let row = AgreementRow(kind: kind, tokens: count, pairs: pairs, thresholds: thresholds)
          table.add(row.cells, row)
          guard kind != "hand" else { continue }
          let right = TruthRow(kind: kind, tokens: count, pairs: pairs, fast: thresholds, full: fullThresholds)
          truth.add(right.cells, right)
        }
      }
      table.append(truth)
      return table
    }
  }

  private static let truthTitle =
    "agreement: which of both is right, by the pictures' labels; each look against what \(Int(quantile * 100)) % of the hands give that look"

  private static func title(_ order: BenchOrder, _ full: [Look], _ count: Int) -> String {
    let refused = full.count(where: \.isRefusedByFraming)
    let isCalibrated = full.contains { look in look.findings.contains { $0.probability != nil } }
    return
      "agreement: \(URL(filePath: order.model).lastPathComponent), quick answers against the full grid; \(count) held-out pictures, "
      + "\(refused) of them refused by Framing and left out; what the pack's gate says is counted and else left aside; an alert is "
      + (isCalibrated
        ? "the pack's threshold"
        : "more evidence than \(Int(Self.quantile * 100)) % of the hands without a lesion give the quick answer")
  }

  private func subjects(of sets: PictureSets) async throws -> [Subject] {
    var subjects: [Subject] = []
    for lesion in sets.lesions {
      let pixels = try await lesion.read()
      subjects.append(Subject(kind: "close-up", pixels: pixels, group: lesion.group, condition: lesion.condition))
    }
    try await PastedSet.each(of: sets) { item in
      let pixels = item.picture.pixels
      subjects.append(Subject(kind: "lesion on a hand", pixels: pixels, group: item.group, condition: item.condition))
    }
    for hand in sets.hands {
      subjects.append(Subject(kind: "hand", pixels: try await hand.read(), group: hand.group, condition: nil))
    }
    return subjects
  }

  private func looks(at subjects: [Subject], _ order: BenchOrder, tokens: Int?, _ caches: URL) async throws -> [Look] {
    let library = ModelLibrary(resources: .find(), caches: caches)
    let model = try await library.load(order.model, precision: order.precision, tokenLimit: tokens)
    let pack = try PackLibrary(resources: .find()).load(order.pack)
    let analysis = try await PictureAnalysis(model: model, pack: pack)
    let alerting = Dictionary(uniqueKeysWithValues: pack.conditions.map { ($0.id, $0.threshold) })
    var looks: [Look] = []
    for (index, subject) in subjects.enumerated() {
      let found = try await analysis.scoreIgnoringGates(subject.pixels)
      looks.append(
        Look(
          isRefusedByFraming: !found.framing.isEmpty, isRefusedByGate: !found.gate.isEmpty, findings: found.findings,
          thresholds: alerting.compactMapValues { $0 }))
      Console.progress("\(tokens.map { "\($0)" } ?? "all") tokens: \(index + 1) of \(subjects.count) pictures")
    }
    Console.progress("")
    return looks
  }

  /// By condition, what ``quantile`` of the ordinary pictures stay below.
  private static func thresholds(_ ordinary: [Look]) -> [ConditionIdentifier: Double] {
    var evidence: [ConditionIdentifier: [Double]] = [:]
    for finding in ordinary.filter({ !$0.isRefusedByFraming }).flatMap(\.findings) {
      evidence[finding.condition, default: []].append(finding.evidence)
    }
    return evidence.mapValues { values in
      let sorted = values.sorted()
      return sorted[min(sorted.count - 1, Int(quantile * Double(sorted.count)))]
    }
  }
}
