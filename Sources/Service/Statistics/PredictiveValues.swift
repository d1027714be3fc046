import Foundation

/// What a positive and a negative answer are worth where a condition is as common as stated, not as in the sample.
///
/// - Source: Mercaldo, Lau and Zhou, "Confidence intervals for predictive values with an emphasis to case-control studies",
///   Statistics in Medicine 26, 2007: logit intervals, and with k² more observations, half of them successes, in each class (their
///   adjustment) where a sensitivity or specificity of 0 or 1 leaves no logit. There the interval is widened to the value that was seen.
public struct PredictiveValues: Sendable, Hashable {
  public let prevalence: Double
  /// `nil` where nothing would ever be called positive.
  public let positive: Double?
  /// `nil` where everything would be called positive.
  public let negative: Double?
  public let positiveInterval: ConfidenceInterval
  public let negativeInterval: ConfidenceInterval

  /// - Parameters:
  ///   - table: what the threshold made of the sample.
  ///   - prevalence: more than 0, less than 1.
  ///   - confidence: of the intervals.
  /// - Returns: `nil` without a positive or a negative in the sample, or for a prevalence that is none.
  public init?(_ table: DecisionTable, prevalence: Double, confidence: Double = 0.95) {
    let (hits, rests) = (table.sensitivity, table.specificity)
    guard let sensitivity = hits.value, let specificity = rests.value, prevalence > 0, prevalence < 1 else { return nil }
    self.prevalence = prevalence
    let (calledPositive, calledNegative) = (
      sensitivity * prevalence + (1 - specificity) * (1 - prevalence),
      (1 - sensitivity) * prevalence + specificity * (1 - prevalence)
    )
    positive = calledPositive > 0 ? sensitivity * prevalence / calledPositive : nil
    negative = calledNegative > 0 ? specificity * (1 - prevalence) / calledNegative : nil
    let reach = NormalDistribution.reach(of: confidence)
    let isEdge = [sensitivity, specificity].contains { $0 == 0 || $0 == 1 }
    let extra = isEdge ? reach * reach : 0
    let (sick, well) = (Double(hits.count) + extra, Double(rests.count) + extra)
    let (found, left) = ((Double(hits.successes) + extra / 2) / sick, (Double(rests.successes) + extra / 2) / well)
    func interval(_ odds: Double, _ variance: Double) -> ConfidenceInterval {
      func share(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
      let half = reach * variance.squareRoot()
      return ConfidenceInterval(low: share(log(odds) - half), high: share(log(odds) + half))
    }
    positiveInterval = interval(
      found * prevalence / ((1 - left) * (1 - prevalence)), (1 - found) / found / sick + left / (1 - left) / well
    ).reaching(positive)
    negativeInterval = interval(
      left * (1 - prevalence) / ((1 - found) * prevalence), found / (1 - found) / sick + (1 - left) / left / well
    ).reaching(negative)
  }
}

extension ConfidenceInterval {
  /// The same, widened where it would leave out what was seen.
  fileprivate func reaching(_ value: Double?) -> ConfidenceInterval {
    value.map { ConfidenceInterval(low: min(low, $0), high: max(high, $0)) } ?? self
  }
}
