import Foundation

/// How far probabilities are too low (above 0) or too high (below 0) as a whole, on the logit's scale, their slope taken as right.
///
/// - Source: Steyerberg, "Clinical prediction models", 2nd edition, 2019, chapter 15; Cox 1958 with the slope fixed at 1.
public struct CalibrationInTheLarge: Sendable, Hashable {
  public let intercept: Double
  public let standardError: Double

  /// - Parameters:
  ///   - probabilities: predicted, clipped to 1e-6…1 − 1e-6 before the logit.
  ///   - positives: what is true, one for each probability.
  /// - Returns: `nil` without a positive or without a negative.
  public init?(probabilities: [Double], positives: [Bool]) {
    guard positives.contains(true), positives.contains(false) else { return nil }
    let logits = probabilities.map(LogisticCalibration.logit)
    var intercept = 0.0
    for _ in 0..<100 {
      var (gradient, curvature) = (0.0, 0.0)
      for (logit, isPositive) in zip(logits, positives) {
        let predicted = 1 / (1 + exp(-(logit + intercept)))
        gradient += (isPositive ? 1 : 0) - predicted
        curvature += predicted * (1 - predicted)
      }
      guard curvature > 0 else { return nil }
      // A long step would overshoot where all predictions are near 0 or 1.
      let step = max(-2, min(2, gradient / curvature))
      intercept += step
      if abs(step) < 1e-12 {
        self.intercept = intercept
        standardError = 1 / curvature.squareRoot()
        return
      }
    }
    return nil
  }

  /// The intercept, give or take its standard errors.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: the interval.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let reach = NormalDistribution.reach(of: confidence) * standardError
    return ConfidenceInterval(low: intercept - reach, high: intercept + reach)
  }
}
