import Foundation

/// Slope and intercept of a logistic regression of truth on logit: 1 and 0 for probabilities that mean what they say.
///
/// - Source: Cox, "Two further applications of a model for binary regression", Biometrika 45, 1958; fitted by Newton's method.
public struct LogisticCalibration: Sendable, Hashable {
  public let slope: Double
  public let intercept: Double

  /// - Parameters:
  ///   - probabilities: predicted, clipped to 1e-6…1 − 1e-6 before the logit.
  ///   - positives: what is true, one for each probability.
  ///   - weights: how often each counts; all once if `nil`.
  /// - Returns: `nil` if the fit does not converge, as when the classes are perfectly separated.
  public init?(probabilities: [Double], positives: [Bool], weights: [Int]? = nil) {
    let logits = probabilities.map { probability -> Double in
      let clipped = min(max(probability, 1e-6), 1 - 1e-6)
      return log(clipped / (1 - clipped))
    }
    var (slope, intercept) = (1.0, 0.0)
    for _ in 0..<50 {
      let step = Self.newtonStep(logits, positives, weights, slope, intercept)
      guard let step, step.slope.isFinite, step.intercept.isFinite else { return nil }
      slope += step.slope
      intercept += step.intercept
      if abs(step.slope) + abs(step.intercept) < 1e-9 {
        (self.slope, self.intercept) = (slope, intercept)
        return
      }
      if abs(slope) > 1e3 { return nil }
    }
    return nil
  }

  private static func newtonStep(
    _ logits: [Double], _ positives: [Bool], _ weights: [Int]?, _ slope: Double, _ intercept: Double
  ) -> (slope: Double, intercept: Double)? {
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
    return (
      (hessianIntercept * gradientSlope - hessianCross * gradientIntercept) / determinant,
      (hessianSlope * gradientIntercept - hessianCross * gradientSlope) / determinant
    )
  }
}
