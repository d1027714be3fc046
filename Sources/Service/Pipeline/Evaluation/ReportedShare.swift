import Statistics

/// So many of so many, with Wilson's interval.
public struct ReportedShare: Sendable, Codable {
  public let count: Int
  public let n: Int
  /// `null` of nothing.
  public let share: Double?
  public let interval: [Double]?

  init(_ proportion: Proportion) {
    count = proportion.successes
    n = proportion.count
    share = proportion.value
    interval = proportion.wilson()?.ends
  }
}
