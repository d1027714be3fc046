public import Vocabulary

/// A session in the list: what it is, or that it was purged.
public struct SessionListing: Sendable, Hashable {
  public let id: SessionIdentifier
  /// `nil` once it is purged.
  public let record: SessionRecord?
  /// The entry that tells of the purge.
  public let purge: JournalEntry?
  /// Alerts of it that are listed.
  public let alerts: Int
  /// Pictures that are kept of it.
  public let snapshots: Int
  /// What the list is sorted by.
  public let sequence: Int64

  /// How it stands.
  ///
  /// - Parameter running: the sessions of live streams.
  /// - Returns: its standing.
  public func standing(among running: Set<SessionIdentifier>) -> SessionStanding {
    guard let record else { return .purged }
    if record.endedAt != nil { return .ended }
    return running.contains(id) ? .running : .interrupted
  }
}
