import Foundation
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `An evaluation's report` {
  private static let condition = Condition(
    id: .melanoma, name: "Melanoma", codes: [], terms: ["melanoma"], tier: .warning,
    threshold: ThresholdSetting(enter: 0.5, exit: 0.3), evidence: nil, isControl: false)
  private static let nevus = Condition(
    id: ConditionIdentifier("melanocytic-nevus") ?? .melanoma, name: "Nevus", codes: [], terms: ["nevus"], tier: nil,
    threshold: nil, evidence: nil, isControl: false)

  /// `positives` melanomas at 0.9 and `negatives` others at 0.1, the first `wrong` of each the other way round.
  private func rows(_ positives: Int, _ negatives: Int, wrong: Int = 0, tone: Double? = 20) -> [EvaluationRow] {
    (0..<(positives + negatives)).map { index in
      let isPositive = index < positives
      let isWrong = isPositive ? index < wrong : index - positives < wrong
      let score = PictureScore(
        picture: "\(index)", fingerprint: "f", refusals: index == 0 ? ["blurred"] : [],
        scores: ["melanoma": .init(evidence: 0, probability: isPositive != isWrong ? 0.9 : 0.1)], toneDegrees: tone)
      return EvaluationRow(
        item: EvaluationItem(
          file: "\(index).png", condition: isPositive ? .melanoma : nil, group: "g\(index / 2)",
          strata: ["site": index % 2 == 0 ? "arm" : ""],
          set: isPositive ? "clinic" : "others"), score: score)
    }
  }

  private func report(_ rows: [EvaluationRow], _ conditions: [Condition] = [condition]) -> EvaluationReport {
    EvaluationSummary(
      rows: rows, conditions: conditions,
      settings: EvaluationSettings(prevalences: [0.01], failures: 2, draws: 200, firstColumn: "site")
    ).report(unreadable: [], model: "m", pack: "p", fingerprint: "f", encoder: "e")
  }

  @Test func `counts by hand at the pack's threshold`() throws {
    let found = try #require(report(rows(20, 80, wrong: 4)).conditions["melanoma"])
    let point = try #require(found.atThreshold)
    #expect(point.sensitivity.count == 16 && point.sensitivity.n == 20)
    #expect(point.specificity.count == 76 && point.specificity.n == 80)
    // 0.8 × 0.01 ÷ (0.8 × 0.01 + 0.05 × 0.99)
    #expect(abs((point.atPrevalence[0].ppv ?? 0) - 0.008 / 0.0575) < 1e-12)
    #expect(found.auc.map { abs($0 - 0.875) < 1e-12 } == true)
    #expect(found.interval.map { $0[0] < 0.875 && $0[1] > 0.875 } == true)
  }

  @Test func `states no figure for strata without evidence, and names those that are empty`() throws {
    let tones = try #require(report(rows(9, 40)).strataBy["skin_tone"])
    #expect(tones.count == 6 && tones["dark"]?.evidence == ReportedStratum.Evidence.none && tones["dark"]?.n == 0)
    #expect(tones["tan"]?.evidence == .tooFew && tones["tan"]?.conditions["melanoma"]?.auc == nil)
    let enough = try #require(report(rows(10, 40)).strataBy["skin_tone"]?["tan"])
    #expect(enough.evidence == .measured && enough.conditions["melanoma"]?.auc == 1)
  }

  @Test func `gives the first column under the name that others rely on`() {
    let found = report(rows(10, 40))
    #expect(found.strata.keys.sorted() == ["", "arm"] && found.strata["arm"]?.n == 25)
  }

  @Test func `counts the gate's refusals by set and reason`() {
    let found = report(rows(10, 40))
    #expect(found.gate["clinic"]?.count == 1 && found.gate["clinic"]?.n == 10 && found.gate["others"]?.count == 0)
    #expect(found.refusedBy == ["blurred": 1])
  }

  @Test func `names the worst mistakes of both kinds`() {
    let failures = report(rows(20, 80, wrong: 3)).failures
    #expect(failures.count(where: { $0.kind == .missed }) == 2 && failures.count(where: { $0.kind == .mistaken }) == 2)
    #expect(failures.filter { $0.kind == .missed }.allSatisfy { $0.score == 0.1 && $0.truth == "melanoma" })
    #expect(failures.filter { $0.kind == .mistaken }.allSatisfy { $0.score == 0.9 && $0.truth == nil })
  }

  @Test func `leaves out what the encoder does not score, and says so`() {
    var rows = rows(10, 40)
    rows.append(
      EvaluationRow(
        item: EvaluationItem(file: "n.png", condition: Self.nevus.id, group: "n"),
        score: PictureScore(
          picture: "n", fingerprint: "f", refusals: [], scores: ["melanoma": .init(evidence: 0, probability: 0.1)],
          toneDegrees: nil)))
    let found = report(rows, [Self.condition, Self.nevus])
    #expect(found.unscored == ["melanocytic-nevus"] && found.conditions.keys.sorted() == ["melanoma"])
    #expect(found.macroAUC == 1)
  }

  @Test func `keeps every field that others rely on`() throws {
    let data = try JSONEncoder().encode(report(rows(20, 80, wrong: 4)))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for key in ["n", "macro_auc", "macro_auc_interval", "conditions", "strata", "model", "pack", "refused", "unreadable"] {
      #expect(object[key] != nil, "\(key)")
    }
    let melanoma = try #require((object["conditions"] as? [String: Any])?["melanoma"] as? [String: Any])
    for key in ["n", "auc", "interval", "threshold", "sensitivity", "specificity", "proven", "calibration"] {
      #expect(melanoma[key] != nil, "\(key)")
    }
  }
}
