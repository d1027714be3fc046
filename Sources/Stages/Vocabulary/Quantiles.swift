/// Three quantiles in milliseconds.
public struct Quantiles: Sendable, Hashable, Codable {
  public let p50: Double
  public let p95: Double
  public let p99: Double

  public init(p50: Double, p95: Double, p99: Double) {
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }

  /// Nearest-rank quantiles of `values`; `nil` if there are none.
  public init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    func rank(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1)] }
    self.init(p50: rank(0.5), p95: rank(0.95), p99: rank(0.99))
  }
}
