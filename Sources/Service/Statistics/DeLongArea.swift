/// An area under the curve with its variance, items being independent.
///
/// Where several items belong to one patient it is too sure of itself: use ``GroupBootstrap`` there.
/// - Source: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
///   curves: a nonparametric approach", Biometrics 44, 1988.
public struct DeLongArea: Sendable, Hashable {
  /// 0…1.
  public let area: Double
  /// Of the area.
  public let variance: Double

  /// - Parameters:
  ///   - scores: higher means more like a positive; any scale.
  ///   - positives: what is true, one for each score.
  /// - Returns: `nil` with fewer than two positives or two negatives.
  public init?(_ scores: [Double], positives: [Bool]) {
    guard let placements = Placements(scores, positives: positives) else { return nil }
    area = placements.area
    variance = placements.covariance(with: placements)
  }

  /// The area, give or take its standard errors, kept within 0…1.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: the interval; a point where the classes do not overlap at all.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let reach = NormalDistribution.reach(of: confidence) * variance.squareRoot()
    return ConfidenceInterval(low: max(0, area - reach), high: min(1, area + reach))
  }
}
