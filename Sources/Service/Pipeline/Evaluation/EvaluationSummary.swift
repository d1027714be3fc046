import Framing
import Statistics
import Vocabulary

/// From scored pictures to a report: pure.
struct EvaluationSummary {
  let rows: [EvaluationRow]
  /// The pack's.
  let conditions: [Condition]
  let settings: EvaluationSettings

  func report(
    unreadable: [String], model: String, pack: String, fingerprint: String, encoder: String
  ) -> EvaluationReport {
    let truths = Set(rows.compactMap(\.item.condition))
    let present = conditions.filter { truths.contains($0.id) }
    let scored = present.filter { condition in rows.allSatisfy { $0.value(of: condition.id) != nil } }
    let areas = ConditionAreas(rows, scored.map(\.id))
    let bootstrap = GroupBootstrap(groups: rows.map(\.item.group), draws: settings.draws)
    let byColumn = StratumSummary(rows: rows, conditions: scored, settings: settings).byColumn
    return EvaluationReport(
      n: rows.count, groups: bootstrap.groupCount, refused: rows.count(where: \.isRefused), refusedBy: refusedBy, gate: gate,
      unreadable: unreadable, macroAUC: areas.mean(nil), macroAUCInterval: bootstrap.interval(of: areas.mean)?.ends,
      conditions: Dictionary(uniqueKeysWithValues: scored.map { ($0.id.text, result($0, bootstrap)) }),
      unscored: present.map(\.id).filter { id in !scored.contains { $0.id == id } }.map(\.text),
      strata: settings.firstColumn.flatMap { byColumn[$0] } ?? [:], strataBy: byColumn,
      toneAgreement: toneAgreement,
      failures: scored.flatMap { failures(of: $0.id) }, model: model, pack: pack, encoder: encoder, fingerprint: fingerprint)
  }

  private var refusedBy: [String: Int] {
    var counts: [String: Int] = [:]
    for reason in rows.flatMap(\.score.refusals) { counts[reason, default: 0] += 1 }
    return counts
  }

  private var toneAgreement: [String: ReportedAgreement] {
    var found: [String: ReportedAgreement] = [:]
    for column in Set(rows.flatMap { $0.item.strata.keys }) {
      let pairs = rows.compactMap { row -> (Double, Double)? in
        guard let degrees = row.score.toneDegrees, let type = row.item.strata[column].flatMap(Double.init) else { return nil }
        return (degrees, type)
      }
      guard let correlation = SpearmanCorrelation(pairs.map(\.0), pairs.map(\.1)) else { continue }
      found[column] = ReportedAgreement(n: pairs.count, spearman: correlation.value, chance: correlation.chance)
    }
    return found
  }

  private var gate: [String: ReportedShare] {
    Dictionary(grouping: rows) { $0.item.set ?? "all" }
      .mapValues { ReportedShare(Proportion($0.count(where: \.isRefused), of: $0.count)) }
  }

  // MARK: One condition

  private func result(_ condition: Condition, _ bootstrap: GroupBootstrap) -> ReportedCondition {
    let scores = rows.map { $0.value(of: condition.id) ?? -.infinity }
    let positives = rows.map { $0.item.condition == condition.id }
    let ordered = OrderedScores(scores, positives: positives)
    let best = YoudenThreshold(
      zip(rows, scores).map { LabelledScore(score: $1, isPositive: $0.item.condition == condition.id, group: $0.item.group) })
    let proven = rows.allSatisfy { $0.score.scores[condition.id.text]?.probability != nil }
    return ReportedCondition(
      n: positives.count(where: \.self), groups: Set(zip(rows, positives).filter(\.1).map(\.0.item.group)).count,
      auc: ordered.area(), interval: bootstrap.interval(of: ordered.area)?.ends,
      intervalDeLong: DeLongArea(scores, positives: positives)?.interval().ends, threshold: best?.threshold,
      sensitivity: best?.sensitivity, specificity: best?.specificity, proven: proven,
      calibration: proven ? calibration(scores, positives, bootstrap) : nil,
      atThreshold: proven ? operatingPoint(condition, scores, positives) : nil)
  }

  private func calibration(_ probabilities: [Double], _ positives: [Bool], _ bootstrap: GroupBootstrap) -> ReportedCalibration {
    let fit = LogisticCalibration(probabilities: probabilities, positives: positives)
    func fits(_ weights: [Int]) -> LogisticCalibration? {
      LogisticCalibration(probabilities: probabilities, positives: positives, weights: weights)
    }
    let large = CalibrationInTheLarge(probabilities: probabilities, positives: positives)
    let reliability = Reliability(probabilities: probabilities, positives: positives)
    let count = Double(max(1, positives.count))
    return ReportedCalibration(
      slope: fit?.slope, slopeInterval: fit == nil ? nil : bootstrap.interval { fits($0)?.slope }?.ends,
      intercept: fit?.intercept, interceptInterval: fit == nil ? nil : bootstrap.interval { fits($0)?.intercept }?.ends,
      inTheLarge: large?.intercept, inTheLargeInterval: large?.interval().ends,
      expectedError: reliability.expectedCalibrationError, brier: BrierScore.of(probabilities, positives: positives),
      meanProbability: probabilities.reduce(0, +) / count, prevalence: Double(positives.count(where: \.self)) / count,
      bins: reliability.bins.map { bin in
        ReportedCalibration.Bin(
          low: bin.low, high: bin.high, n: bin.observed.count, said: bin.meanProbability, came: bin.observed.value,
          interval: bin.observed.wilson()?.ends)
      })
  }

  private func operatingPoint(_ condition: Condition, _ scores: [Double], _ positives: [Bool]) -> ReportedOperatingPoint? {
    guard let setting = condition.threshold, setting.scale == .probability else { return nil }
    let table = DecisionTable(scores, positives: positives, threshold: setting.enter)
    return ReportedOperatingPoint(
      enter: setting.enter, sensitivity: ReportedShare(table.sensitivity), specificity: ReportedShare(table.specificity),
      ppv: ReportedShare(table.positivePredictiveValue), npv: ReportedShare(table.negativePredictiveValue),
      atPrevalence: settings.prevalences.compactMap { PredictiveValues(table, prevalence: $0) }.map {
        ReportedOperatingPoint.Worth(
          prevalence: $0.prevalence, ppv: $0.positive, ppvInterval: $0.positiveInterval.ends, npv: $0.negative,
          npvInterval: $0.negativeInterval.ends)
      })
  }

  // MARK: Mistakes

  /// The pictures of it that score lowest, and the others that score highest.
  private func failures(of condition: ConditionIdentifier) -> [ReportedFailure] {
    let ordered = rows.compactMap { row in row.value(of: condition).map { (row: row, value: $0) } }
      .sorted { ($0.value, $0.row.item.name) < ($1.value, $1.row.item.name) }
    func named(_ kind: ReportedFailure.Kind, _ found: [(row: EvaluationRow, value: Double)]) -> [ReportedFailure] {
      found.map {
        ReportedFailure(
          file: $0.row.item.name, picture: $0.row.score.picture, condition: condition.text, kind: kind,
          truth: $0.row.item.condition?.text, score: $0.value)
      }
    }
    let missed = ordered.filter { $0.row.item.condition == condition }.prefix(settings.failures)
    let mistaken = ordered.filter { $0.row.item.condition != condition }.suffix(settings.failures).reversed()
    return named(.missed, Array(missed)) + named(.mistaken, Array(mistaken))
  }
}
