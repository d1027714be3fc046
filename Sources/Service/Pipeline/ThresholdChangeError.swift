import Alerting

/// Why thresholds stayed as they were.
enum ThresholdChangeError: Error, Sendable, Hashable {
  /// The table has another revision by now.
  case stale(current: String)
  case refused(AlertingError)
}
