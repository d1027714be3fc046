public import Vocabulary

/// Where an alert machine stands.
public enum AlertPhase: Sendable, Hashable {
  case idle
  /// Present for `held` so far, not yet for the dwell.
  case arming(held: Duration)
  /// The alert is on; `gone` counts how long the condition has been gone, `nil` while it is not.
  case active(gone: Duration?)
  /// The alert ended then; none is raised until the cooldown is over.
  case cooling(since: Moment)
}
