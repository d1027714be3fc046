/// What a machine asks its owner to do.
public enum AlertTransition: Sendable, Hashable {
  /// An alert begins; the frames that counted as hits, oldest first.
  case raised(why: [AlertSample])
  case ended(AlertEndReason)
}
