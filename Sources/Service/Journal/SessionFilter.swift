public import Vocabulary

/// Which sessions, newest first.
public struct SessionFilter: Sendable, Hashable {
  public var stream: StreamIdentifier?
  public var subject: SubjectPseudonym?
  public var standing: SessionStanding?
  /// The sessions of live streams: what has no end and is not among them was interrupted.
  public var running: Set<SessionIdentifier>
  /// Only sessions begun before the entry with this sequence: the ``SessionPage/next`` of an earlier page.
  public var before: Int64?
  /// At least 1.
  public var limit: Int

  /// - Parameters:
  ///   - stream: only this stream's.
  ///   - subject: only this one's.
  ///   - standing: only those that stand like that.
  ///   - running: the sessions of live streams.
  ///   - before: where the page begins.
  ///   - limit: how many at most.
  public init(
    stream: StreamIdentifier? = nil, subject: SubjectPseudonym? = nil, standing: SessionStanding? = nil,
    running: Set<SessionIdentifier> = [], before: Int64? = nil, limit: Int = 100
  ) {
    self.stream = stream
    self.subject = subject
    self.standing = standing
    self.running = running
    self.before = before
    self.limit = limit
  }
}
