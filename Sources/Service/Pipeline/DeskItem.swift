public import Vocabulary

/// Something the road wants written down before anyone sees it.
public enum DeskItem: Sendable {
  case sessionStarted(StreamIdentifier, SessionIdentifier, source: SourceKind, isDemo: Bool, at: Moment)
  case sessionEnded(StreamIdentifier, SessionIdentifier, at: Moment)
  case raised(AlertRecord, at: Moment)
  case ended(AlertIdentifier, reason: String, at: Moment)
}
