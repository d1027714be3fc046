/// How far two quantities rise together, by their ranks.
///
/// - Source: Spearman, "The proof and measurement of association between two things", American Journal of Psychology 15, 1904; ties by
///   midranks (Kendall 1945); chance by Student's t with n − 2 degrees of freedom.
public struct SpearmanCorrelation: Sendable, Hashable {
  /// −1…1.
  public let value: Double
  /// Two-sided chance of a correlation as strong if there were none; `nil` for two items, which always lie on a line.
  public let chance: Double?

  /// - Parameters:
  ///   - first: one quantity.
  ///   - second: the other, of the same items.
  /// - Returns: `nil` for fewer than two items, or where one quantity never changes.
  public init?(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "both quantities of the same items")
    guard first.count > 1 else { return nil }
    let (one, other) = (Midranks.of(first), Midranks.of(second))
    let middle = Double(first.count + 1) / 2
    var (cross, oneSquare, otherSquare) = (0.0, 0.0, 0.0)
    for (rank, otherRank) in zip(one, other) {
      cross += (rank - middle) * (otherRank - middle)
      oneSquare += (rank - middle) * (rank - middle)
      otherSquare += (otherRank - middle) * (otherRank - middle)
    }
    guard oneSquare > 0, otherSquare > 0 else { return nil }
    value = min(1, max(-1, cross / (oneSquare * otherSquare).squareRoot()))
    // P(|t| > …) = I_{1 − r²}((n − 2) / 2, 1 / 2)
    chance = first.count > 2 ? IncompleteBeta.value(at: 1 - value * value, Double(first.count - 2) / 2, 0.5) : nil
  }
}
