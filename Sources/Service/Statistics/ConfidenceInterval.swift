/// An interval, of 95 % unless it was asked for otherwise.
public struct ConfidenceInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double

  /// - Parameters:
  ///   - low: its lower end.
  ///   - high: its upper end.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The middle of what resamples gave.
  ///
  /// - Parameters:
  ///   - draws: a value for each resample, in any order.
  ///   - confidence: the share of them that lies inside.
  /// - Returns: `nil` if fewer than 40 could be computed, too few for such a tail.
  /// - Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13; quantiles of type 7 of Hyndman and Fan,
  ///   "Sample quantiles in statistical packages", The American Statistician 50, 1996.
  public init?(percentilesOf draws: [Double], confidence: Double = 0.95) {
    guard draws.count >= 40 else { return nil }
    let sorted = draws.sorted()
    func at(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
    self.init(low: at((1 - confidence) / 2), high: at((1 + confidence) / 2))
  }

  /// Its ends, as JSON has them.
  public var ends: [Double] { [low, high] }

  /// Whether it holds a value.
  ///
  /// - Parameter value: any number.
  /// - Returns: true on its ends too.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
