/// A logistic curve from evidence to probability, and how much stands behind it.
public struct PlattCurve: Sendable, Hashable, Codable {
  public let slope: Double
  public let intercept: Double
  /// Pictures it was fitted on.
  public let count: Int
  /// How many of them showed the condition.
  public let positives: Int

  public init(slope: Double, intercept: Double, count: Int, positives: Int) {
    self.slope = slope
    self.intercept = intercept
    self.count = count
    self.positives = positives
  }

  enum CodingKeys: String, CodingKey {
    case slope, intercept, positives
    case count = "n"
  }

  /// 0…1, never outside.
  public func probability(_ evidence: Double) -> Double { 1 / (1 + exponential(-(slope * evidence + intercept))) }
}
