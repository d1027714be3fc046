import Foundation

/// Events counted over a time, taken as independent of one another.
///
/// - Source: Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936: exact limits, found here by bisection on the
///   distribution's own sum.
public struct EventRate: Sendable, Hashable {
  public let events: Int
  /// How long was counted, in any unit.
  public let time: Double

  /// - Parameters:
  ///   - events: 0 or more.
  ///   - time: more than 0.
  /// - Returns: `nil` without any time.
  public init?(_ events: Int, over time: Double) {
    guard events >= 0, time > 0, time.isFinite else { return nil }
    self.events = events
    self.time = time
  }

  /// Events for each unit of time.
  public var value: Double { Double(events) / time }

  /// The exact interval of the rate.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: from 0 where nothing was counted.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let tail = (1 - confidence) / 2
    let most = Double(events) + 12 * Double(events + 1).squareRoot() + 20
    func root(_ isBelow: (Double) -> Bool) -> Double {
      var (low, high) = (0.0, most)
      for _ in 0..<200 {
        let middle = (low + high) / 2
        if isBelow(middle) { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    // P(X ≥ events) rises with the mean, P(X ≤ events) falls with it.
    let low = events == 0 ? 0 : root { 1 - Self.atMost(events - 1, mean: $0) < tail }
    let high = root { Self.atMost(events, mean: $0) > tail }
    return ConfidenceInterval(low: low / time, high: high / time)
  }

  private static func atMost(_ events: Int, mean: Double) -> Double {
    guard mean > 0 else { return 1 }
    return (0...events).reduce(0) { $0 + exp(Double($1) * log(mean) - mean - lgamma(Double($1) + 1)) }
  }
}
