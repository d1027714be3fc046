/// What clients of the Model Context Protocol may use.
public struct McpLimits: Sendable, Hashable {
  /// One message: bytes of a body; nesting is bounded by the reader.
  public var messageBytes = 65_536
  /// Messages of one batch, which only the oldest version knows.
  public var batch = 16
  /// Sessions of all principals together, and of one; a further one of the same principal takes the place of its least used.
  public var sessions = 512
  public var sessionsOfOne = 32
  /// A session that nobody used so long, and that hears no notifications, ends.
  public var idle: Duration = .seconds(1_800)
  /// Requests of one session under way at once.
  public var running = 8
  /// Resources that one session may subscribe to.
  public var subscriptions = 64
  /// Messages of one principal: how many at once, then how many a second.
  public var burst = 120.0
  public var perSecond = 30.0

  public init() {}
}
