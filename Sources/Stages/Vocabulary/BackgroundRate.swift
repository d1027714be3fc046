/// How often a threshold on the `background` scale would have alerted on the recorded stretch itself.
public struct BackgroundRate: Sendable, Hashable, Codable {
  /// Quantile, 0…1.
  public let enter: Double
  /// Quantile, 0…`enter`.
  public let exit: Double
  /// Alerts in the whole stretch.
  public let alerts: Int
  public let alertsAnHour: Double

  public init(enter: Double, exit: Double, alerts: Int, alertsAnHour: Double) {
    self.enter = enter
    self.exit = exit
    self.alerts = alerts
    self.alertsAnHour = alertsAnHour
  }

  enum CodingKeys: String, CodingKey {
    case enter, exit, alerts
    case alertsAnHour = "alerts_an_hour"
  }
}
