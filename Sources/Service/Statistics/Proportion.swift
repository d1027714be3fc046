/// So many of so many.
public struct Proportion: Sendable, Hashable {
  public let successes: Int
  public let count: Int

  /// - Parameters:
  ///   - successes: 0…`count`.
  ///   - count: of all.
  public init(_ successes: Int, of count: Int) {
    precondition(successes >= 0 && successes <= count, "\(successes) of \(count) is no share")
    self.successes = successes
    self.count = count
  }

  /// The share; `nil` of nothing.
  public var value: Double? { count > 0 ? Double(successes) / Double(count) : nil }

  /// An interval that keeps its promise also near 0 and 1 and for few.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: `nil` of nothing.
  /// - Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
  public func wilson(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let value else { return nil }
    let reach = NormalDistribution.reach(of: confidence)
    let (square, n) = (reach * reach, Double(count))
    let middle = (value + square / (2 * n)) / (1 + square / n)
    let half = reach * (value * (1 - value) / n + square / (4 * n * n)).squareRoot() / (1 + square / n)
    // At the ends the formula gives 0 and 1 up to rounding.
    return ConfidenceInterval(
      low: successes == 0 ? 0 : max(0, middle - half), high: successes == count ? 1 : min(1, middle + half))
  }
}
