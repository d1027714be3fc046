/// How many deliveries of a sink stand where.
public struct OutboxFigures: Sendable, Hashable {
  public var waiting = 0
  public var dead = 0
  /// Of those that are still kept.
  public var delivered = 0
  /// When the oldest waiting one was queued, in milliseconds since 1970.
  public var oldestWaiting: Int64?

  /// Nothing is queued.
  public init() {}
}
