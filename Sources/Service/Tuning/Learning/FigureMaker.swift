import Statistics
import Vocabulary

/// From held-out scores to figures with intervals: pure.
struct FigureMaker {
  let examples: [TuningExample]
  let bootstrap: GroupBootstrap
  /// The pack's enter thresholds on the probability scale.
  let thresholds: [ConditionIdentifier: Double]

  init(_ examples: [TuningExample], thresholds: [ConditionIdentifier: Double], draws: Int) {
    self.examples = examples
    self.thresholds = thresholds
    bootstrap = GroupBootstrap(groups: examples.map(\.group), draws: draws)
  }

  func figures(of scores: HeldOutScores, supply: TuningSupply) -> ConditionFigures {
    let condition = scores.condition
    let probabilities = scores.probabilities
    let prior = examples.map { $0.before[condition] }
    let isScoredBefore = prior.allSatisfy { $0 != nil } && !prior.isEmpty
    let earlier = isScoredBefore ? prior.compactMap { $0 } : []
    let said = earlier.compactMap(\.probability)
    let hasProbabilityBefore = isScoredBefore && said.count == examples.count
    let (was, now) = (
      OrderedScores(earlier.map(\.evidence), positives: isScoredBefore ? scores.positives : []),
      OrderedScores(scores.logits, positives: scores.positives)
    )
    let after = side(scores.logits, probabilities, scores.positives, threshold: thresholds[condition])
    let before =
      isScoredBefore
      ? side(
        earlier.map(\.evidence), hasProbabilityBefore ? said : nil, scores.positives, threshold: thresholds[condition]) : nil
    let gained = isScoredBefore ? now.area().flatMap { new in was.area().map { new - $0 } } : nil
    let reason = unprovenBecause(scores, after, probabilities)
    return ConditionFigures(
      condition: condition, supply: supply, before: before, after: after,
      gain: .init(gained, isScoredBefore ? bootstrap.difference(of: now.area, and: was.area)?.ends : nil),
      threshold: thresholds[condition],
      changes: thresholds[condition].flatMap { enter in
        guard hasProbabilityBefore, let probabilities else { return nil }
        return changes(said, probabilities, scores.positives, enter)
      }, proven: reason == nil, unprovenBecause: reason, strata: strata(scores))
  }

  /// Mean areas over the conditions; before only where each had a score.
  func macro(_ scores: [HeldOutScores]) -> (
    before: ConditionFigures.Figure?, after: ConditionFigures.Figure?, gain: ConditionFigures.Figure?
  ) {
    let now = scores.map { OrderedScores($0.logits, positives: $0.positives) }
    let after = { (weights: [Int]?) in Self.mean(now.map { $0.area(weights) }) }
    let figure = ConditionFigures.Figure(after(nil), bootstrap.interval { after($0) }?.ends)
    guard examples.allSatisfy({ example in scores.allSatisfy { example.before[$0.condition] != nil } }) else {
      return (nil, figure, nil)
    }
    let was = scores.map { score in
      OrderedScores(examples.map { $0.before[score.condition]?.evidence ?? 0 }, positives: score.positives)
    }
    let before = { (weights: [Int]?) in Self.mean(was.map { $0.area(weights) }) }
    let gained = after(nil).flatMap { new in before(nil).map { new - $0 } }
    return (
      .init(before(nil), bootstrap.interval { before($0) }?.ends), figure,
      .init(gained, bootstrap.difference(of: { after($0) }, and: { before($0) })?.ends)
    )
  }

  private static func mean(_ areas: [Double?]) -> Double? {
    let known = areas.compactMap { $0 }
    return known.count == areas.count && !known.isEmpty ? known.reduce(0, +) / Double(known.count) : nil
  }

  private func side(
    _ evidence: [Double], _ probabilities: [Double]?, _ positives: [Bool], threshold: Double?
  ) -> ConditionFigures.Side {
    let ordered = OrderedScores(evidence, positives: positives)
    let fit = probabilities.flatMap { LogisticCalibration(probabilities: $0, positives: positives) }
    let large = probabilities.flatMap { CalibrationInTheLarge(probabilities: $0, positives: positives) }
    let table = threshold.flatMap { enter in
      probabilities.map { DecisionTable($0, positives: positives, threshold: enter) }
    }
    let slopes =
      fit == nil
      ? nil
      : probabilities.flatMap { probabilities in
        bootstrap.interval { LogisticCalibration(probabilities: probabilities, positives: positives, weights: $0)?.slope }?.ends
      }
    return ConditionFigures.Side(
      auc: .init(ordered.area(), bootstrap.interval(of: ordered.area)?.ends), slope: .init(fit?.slope, slopes),
      inTheLarge: .init(large?.intercept, large?.interval().ends), sensitivity: table.map { Self.share($0.sensitivity) },
      specificity: table.map { Self.share($0.specificity) })
  }

  private static func share(_ proportion: Proportion) -> ConditionFigures.Share {
    ConditionFigures.Share(count: proportion.successes, n: proportion.count, interval: proportion.wilson()?.ends)
  }

  private func changes(
    _ before: [Double], _ after: [Double], _ positives: [Bool], _ enter: Double
  ) -> ConditionFigures.Changes {
    func count(_ isShown: Bool, _ was: Bool, _ now: Bool) -> Int {
      positives.indices.count { positives[$0] == isShown && (before[$0] >= enter) == was && (after[$0] >= enter) == now }
    }
    return ConditionFigures.Changes(
      found: count(true, false, true), missed: count(true, true, false), spared: count(false, true, false),
      alarmed: count(false, false, true))
  }

  /// A probability is shown only where held-out ones were right: an interval that merely contains 1 means nothing at a small n, so it
  /// must also be narrow.
  private func unprovenBecause(
    _ scores: HeldOutScores, _ after: ConditionFigures.Side, _ probabilities: [Double]?
  ) -> String? {
    guard scores.curve != nil, probabilities != nil else {
      return "no curve could be fitted: the examples with and without it are too few, or lie wholly apart"
    }
    guard let area = after.auc?.interval, area[0] > 0.5 else { return "it is not told apart better than by chance" }
    guard let slope = after.slope?.interval else { return "the slope of its probabilities could not be measured" }
    guard slope[0] <= 1, slope[1] >= 1 else { return "the slope of its held-out probabilities is not 1" }
    guard slope[0] >= 0.5, slope[1] <= 2 else {
      return "the slope of its held-out probabilities is not known well enough: 0.5 to 2 is allowed for its interval"
    }
    guard let large = after.inTheLarge?.interval, large[0] <= 0, large[1] >= 0 else {
      return "its held-out probabilities are too high or too low as a whole"
    }
    return nil
  }

  private func strata(_ scores: HeldOutScores) -> [String: [String: ConditionFigures.Stratum]] {
    var columns: [String: [String: ConditionFigures.Stratum]] = [:]
    for column in Set(examples.flatMap { $0.strata.keys }) {
      let values = Dictionary(grouping: examples.indices.filter { examples[$0].strata[column] != nil }) {
        examples[$0].strata[column] ?? ""
      }
      columns[column] = values.mapValues { places in
        let positives = places.map { scores.positives[$0] }
        let count = positives.count { $0 }
        let ordered = OrderedScores(places.map { scores.logits[$0] }, positives: positives)
        let isEnough = min(count, places.count - count) >= 10
        let inner = GroupBootstrap(groups: places.map { examples[$0].group }, draws: bootstrap.draws)
        return ConditionFigures.Stratum(
          n: places.count, positives: count,
          auc: isEnough ? .init(ordered.area(), inner.interval(of: ordered.area)?.ends) : nil)
      }
    }
    return columns
  }
}
