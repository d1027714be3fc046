public import Vocabulary

/// Which alerts, newest first.
public struct AlertFilter: Sendable, Hashable {
  public var stream: StreamIdentifier?
  public var condition: ConditionIdentifier?
  public var state: AlertState?
  public var session: SessionIdentifier?
  /// Only alerts raised before the entry with this sequence: the ``AlertPage/next`` of an earlier page.
  public var before: Int64?
  /// At least 1.
  public var limit: Int

  public init(
    stream: StreamIdentifier? = nil, condition: ConditionIdentifier? = nil, state: AlertState? = nil,
    session: SessionIdentifier? = nil, before: Int64? = nil, limit: Int = 100
  ) {
    self.session = session
    self.stream = stream
    self.condition = condition
    self.state = state
    self.before = before
    self.limit = limit
  }
}
