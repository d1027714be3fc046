public import Vocabulary

/// Which sessions, newest first.
public struct SessionQuery: Sendable, Hashable {
  public var stream: StreamIdentifier?
  public var subject: SubjectPseudonym?
  public var standing: SessionStanding?
  /// The `next` of an earlier page.
  public var after: String?
  public var limit: Int

  /// - Parameters:
  ///   - stream: only this stream's.
  ///   - subject: only this one's.
  ///   - standing: only those that stand like that.
  ///   - after: the `next` of an earlier page.
  ///   - limit: how many at most.
  public init(
    stream: StreamIdentifier? = nil, subject: SubjectPseudonym? = nil, standing: SessionStanding? = nil, after: String? = nil,
    limit: Int = 100
  ) {
    self.stream = stream
    self.subject = subject
    self.standing = standing
    self.after = after
    self.limit = limit
  }
}
