/// Where a finding stands against its threshold.
public enum FindingState: String, Sendable, Hashable, Codable {
  /// No alert is set, or the setting is off.
  case unset
  case below
  /// Below the threshold to enter, above the one to leave, while an alert is on.
  case holding
  case above
}
