import Foundation

/// Slope and intercept of a logistic regression of truth on logit: 1 and 0 for probabilities that mean what they say.
///
/// - Source: Cox, "Two further applications of a model for binary regression", Biometrika 45, 1958; fitted by Newton's method.
public struct LogisticCalibration: Sendable, Hashable {
  public let slope: Double
  public let intercept: Double
  /// Of the slope, by the observed information, items being independent.
  public let slopeError: Double
  /// Of the intercept, likewise.
  public let interceptError: Double

  /// - Parameters:
  ///   - probabilities: predicted, clipped to 1e-6…1 − 1e-6 before the logit.
  ///   - positives: what is true, one for each probability.
  ///   - weights: how often each counts; all once if `nil`.
  /// - Returns: `nil` if the fit does not converge, as when the classes are perfectly separated.
  public init?(probabilities: [Double], positives: [Bool], weights: [Int]? = nil) {
    let logits = probabilities.map(Self.logit)
    var (slope, intercept) = (1.0, 0.0)
    for _ in 0..<50 {
      let step = Self.newtonStep(logits, positives, weights, slope, intercept)
      guard let step, step.slope.isFinite, step.intercept.isFinite else { return nil }
      slope += step.slope
      intercept += step.intercept
      if abs(step.slope) + abs(step.intercept) < 1e-9 {
        (self.slope, self.intercept) = (slope, intercept)
        (slopeError, interceptError) = (step.slopeError, step.interceptError)
        return
      }
      if abs(slope) > 1e3 { return nil }
    }
    return nil
  }

  /// The slope, give or take its standard errors.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: the interval.
  public func slopeInterval(confidence: Double = 0.95) -> ConfidenceInterval {
    let reach = NormalDistribution.reach(of: confidence) * slopeError
    return ConfidenceInterval(low: slope - reach, high: slope + reach)
  }

  /// The intercept, give or take its standard errors.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: the interval.
  public func interceptInterval(confidence: Double = 0.95) -> ConfidenceInterval {
    let reach = NormalDistribution.reach(of: confidence) * interceptError
    return ConfidenceInterval(low: intercept - reach, high: intercept + reach)
  }

  static func logit(_ probability: Double) -> Double {
    let clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return log(clipped / (1 - clipped))
  }

  private struct Step {
    let slope: Double
    let intercept: Double
    let slopeError: Double
    let interceptError: Double
  }

  private static func newtonStep(
    _ logits: [Double], _ positives: [Bool], _ weights: [Int]?, _ slope: Double, _ intercept: Double
  ) -> Step? {
    var (gradientSlope, gradientIntercept, hessianSlope, hessianCross, hessianIntercept) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in logits.indices {
      let weight = Double(weights?[index] ?? 1)
      let predicted = 1 / (1 + exp(-(slope * logits[index] + intercept)))
      let residual = weight * ((positives[index] ? 1 : 0) - predicted)
      let curvature = weight * predicted * (1 - predicted)
      gradientSlope += residual * logits[index]
      gradientIntercept += residual
      hessianSlope += curvature * logits[index] * logits[index]
      hessianCross += curvature * logits[index]
      hessianIntercept += curvature
    }
    let determinant = hessianSlope * hessianIntercept - hessianCross * hessianCross
    guard determinant > 1e-12 else { return nil }
    return Step(
      slope: (hessianIntercept * gradientSlope - hessianCross * gradientIntercept) / determinant,
      intercept: (hessianSlope * gradientIntercept - hessianCross * gradientSlope) / determinant,
      slopeError: (hessianIntercept / determinant).squareRoot(), interceptError: (hessianSlope / determinant).squareRoot())
  }
}
