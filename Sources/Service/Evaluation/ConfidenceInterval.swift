/// A 95 % interval.
public struct ConfidenceInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The middle 95 % of `draws`; `nil` if fewer than 40 could be computed, too few for such a tail.
  public init?(percentilesOf draws: [Double]) {
    guard draws.count >= 40 else { return nil }
    let sorted = draws.sorted()
    func at(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
    self.init(low: at(0.025), high: at(0.975))
  }
}
