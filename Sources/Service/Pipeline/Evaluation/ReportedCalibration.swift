import Statistics

/// Whether probabilities keep their promise.
public struct ReportedCalibration: Sendable, Codable {
  /// A bin of the reliability diagram.
  public struct Bin: Sendable, Codable {
    public let low: Double
    public let high: Double
    public let n: Int
    /// Mean of the probabilities; `null` in an empty bin.
    public let said: Double?
    /// Share that came true.
    public let came: Double?
    public let interval: [Double]?
  }

  /// Slope and intercept of a logistic regression of truth on the probability's logit: 1 and 0 at best; intervals low, high.
  public let slope: Double?
  public let slopeInterval: [Double]?
  public let intercept: Double?
  public let interceptInterval: [Double]?
  /// The intercept with the slope fixed at 1: below 0 where probabilities are too high as a whole.
  public let inTheLarge: Double?
  public let inTheLargeInterval: [Double]?
  public let expectedError: Double?
  public let brier: Double?
  public let meanProbability: Double?
  public let prevalence: Double?
  public let bins: [Bin]

  enum CodingKeys: String, CodingKey {
    case slope, intercept, brier, prevalence, bins
    case slopeInterval = "slope_interval"
    case interceptInterval = "intercept_interval"
    case inTheLarge = "in_the_large"
    case inTheLargeInterval = "in_the_large_interval"
    case expectedError = "expected_error"
    case meanProbability = "mean_probability"
  }
}
