/// A figure with its 95 % interval.
public struct Estimate: Sendable, Hashable, Encodable {
  /// `nil` where the sample does not define it.
  public let value: Double?
  /// Both ends; `nil` where there is none.
  public let interval: [Double]?
  /// Of how many; `nil` where it counts nothing.
  public let count: Int?

  /// - Parameters:
  ///   - value: the figure.
  ///   - interval: both ends.
  ///   - count: of how many.
  public init(value: Double?, interval: [Double]?, count: Int? = nil) {
    self.value = value
    self.interval = interval
    self.count = count
  }

  enum CodingKeys: String, CodingKey {
    case value, interval
    case count = "n"
  }

  // Written by hand: clients look for every key.
  /// - Parameter encoder: where it goes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(interval, forKey: .interval)
    try container.encode(count, forKey: .count)
  }
}
