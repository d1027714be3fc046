public import Vocabulary

/// Something the road wants written down before anyone sees it.
public enum DeskItem: Sendable {
  case sessionStarted(
    StreamIdentifier, SessionIdentifier, source: SourceKind, isDemo: Bool, intent: SessionIntent,
    details: [String: JSONValue], at: Moment)
  /// With its figures.
  case sessionEnded(StreamIdentifier, SessionIdentifier, details: [String: JSONValue], at: Moment)
  case raised(AlertRecord, at: Moment)
  /// Why an alert was raised; what is told to every screen once it is stored.
  case explained(Vocabulary.Explanation, at: Moment)
  case ended(AlertIdentifier, reason: String, at: Moment)
}
