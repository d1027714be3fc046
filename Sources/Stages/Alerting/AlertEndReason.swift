/// Why an alert ended.
public enum AlertEndReason: String, Sendable, Hashable, Codable {
  /// The value stayed below the threshold to leave.
  case gone
  /// Someone switched the condition's alert off.
  case disabled
  /// The session ended while the alert was on.
  case sessionEnded = "session_ended"
  /// The stream is judged by another pack from now on.
  case packChanged = "pack_changed"
}
