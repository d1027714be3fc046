/// A share of a count, with the interval that 95 of 100 such counts would give.
public struct Proportion: Sendable, Hashable, Codable {
  public let hits: Int
  public let of: Int

  /// - Parameters:
  ///   - hits: how many.
  ///   - of: of how many.
  public init(hits: Int, of: Int) {
    self.hits = hits
    self.of = of
  }

  /// 0…1; 0 of nothing is 0.
  public var value: Double { of == 0 ? 0 : Double(hits) / Double(of) }

  /// Wilson's score interval at 95 %.
  ///
  /// - Source: Wilson, J Am Stat Assoc 22:209-212, 1927; z = 1.959964.
  public var interval: ClosedRange<Double> {
    guard of > 0 else { return 0...1 }
    let (z, n) = (1.959_964, Double(of))
    let middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}
