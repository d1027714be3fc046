/// What one listener allows before it looks at a request's meaning.
public struct ListenerLimits: Sendable, Hashable {
  /// Connections open at once; more are closed at once.
  public var connections = 512
  /// From accepting to the end of the first request's head, TLS handshake included.
  public var head: Duration = .seconds(10)
  /// From the end of one request to the end of the next one's head.
  public var idle: Duration = .seconds(30)
  /// From the head of a request to the end of its body.
  public var body: Duration = .seconds(20)
  /// From the end of a request to the first byte of its reply.
  public var reply: Duration = .seconds(60)
  /// A reply, or a piece of a streamed one, must be taken within this.
  public var write: Duration = .seconds(20)
  /// A WebSocket whose peer neither sends nor answers a ping for this long is closed.
  public var silence: Duration = .seconds(45)
  public var headerCount = 64
  public var headerBytes = 16_384
  public var targetBytes = 4_096
  /// How often deadlines are looked at.
  public var sweep: Duration = .milliseconds(500)

  public init() {}
}
