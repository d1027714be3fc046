/// Whether two scores of the same items differ in their areas under the curve, items being independent.
///
/// - Source: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
///   curves: a nonparametric approach", Biometrics 44, 1988.
public struct DeLongComparison: Sendable, Hashable {
  /// The first area less the second.
  public let difference: Double
  /// Of the difference.
  public let variance: Double

  /// - Parameters:
  ///   - first: scores of one model.
  ///   - second: scores of another on the same items, in the same order.
  ///   - positives: what is true, one for each item.
  /// - Returns: `nil` with fewer than two positives or two negatives.
  public init?(_ first: [Double], _ second: [Double], positives: [Bool]) {
    guard let one = Placements(first, positives: positives), let other = Placements(second, positives: positives) else {
      return nil
    }
    difference = one.area - other.area
    variance = one.covariance(with: one) + other.covariance(with: other) - 2 * one.covariance(with: other)
  }

  /// The difference in standard errors; `nil` where the two never differ.
  public var z: Double? { variance > 0 ? difference / variance.squareRoot() : nil }

  /// Two-sided chance of a difference as large if there were none; `nil` where the two never differ.
  public var chance: Double? { z.map { 2 * NormalDistribution.cumulative(-abs($0)) } }

  /// The difference, give or take its standard errors.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: the interval.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let reach = NormalDistribution.reach(of: confidence) * max(0, variance).squareRoot()
    return ConfidenceInterval(low: difference - reach, high: difference + reach)
  }
}
