/// What single pictures give at a threshold.
public struct ReportedOperatingPoint: Sendable, Codable {
  /// Predictive values where the condition is so common.
  public struct Worth: Sendable, Codable {
    public let prevalence: Double
    /// `null` where nothing is called positive.
    public let ppv: Double?
    public let ppvInterval: [Double]
    /// `null` where everything is called positive.
    public let npv: Double?
    public let npvInterval: [Double]

    enum CodingKeys: String, CodingKey {
      case prevalence, ppv, npv
      case ppvInterval = "ppv_interval"
      case npvInterval = "npv_interval"
    }
  }

  public let enter: Double
  public let sensitivity: ReportedShare
  public let specificity: ReportedShare
  /// In a sample as this one.
  public let ppv: ReportedShare
  public let npv: ReportedShare
  public let atPrevalence: [Worth]

  enum CodingKeys: String, CodingKey {
    case enter, sensitivity, specificity, ppv, npv
    case atPrevalence = "at_prevalence"
  }
}
