import Statistics

/// How well one condition is told from the others.
public struct ReportedCondition: Sendable, Codable {
  /// Pictures of this condition.
  public let n: Int
  /// Groups with such a picture.
  public let groups: Int
  public let auc: Double?
  /// By bootstrap over groups.
  public let interval: [Double]?
  /// By DeLong's variance, pictures taken as independent.
  public let intervalDeLong: [Double]?
  /// Where sensitivity plus specificity is greatest here, on the score's scale: probability where `proven`, evidence elsewhere.
  public let threshold: Double?
  public let sensitivity: Double?
  public let specificity: Double?
  public let proven: Bool
  /// Of a logistic regression of truth on the probability's logit; `null` where there is none.
  public let calibration: ReportedCalibration?
  /// At the pack's own enter threshold; `null` where it names none on the `probability` scale, or nothing is proven.
  public let atThreshold: ReportedOperatingPoint?

  enum CodingKeys: String, CodingKey {
    case n, groups, auc, interval, threshold, sensitivity, specificity, proven, calibration
    case intervalDeLong = "interval_delong"
    case atThreshold = "at_threshold"
  }
}
