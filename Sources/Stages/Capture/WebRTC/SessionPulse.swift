/// Judges from what arrives whether a session lives. A value: it is told the time and decides.
///
/// webrtcbin says "connected" of a browser that is long gone, so that packets are what counts.
public struct SessionPulse: Sendable, Hashable {
  /// How long each kind of silence may last.
  public struct Limits: Sendable, Hashable {
    /// From the answer to the first packet.
    public var connect: Duration
    /// Without any packet: the peer is gone.
    public var silence: Duration
    /// Packets, but no picture: the stream is shown as lost, and comes back with the next.
    public var pause: Duration
    /// Packets, but no picture for so long that nobody waits any more.
    public var stall: Duration

    public init(
      connect: Duration = .seconds(15), silence: Duration = .seconds(6), pause: Duration = .seconds(3),
      stall: Duration = .seconds(120)
    ) {
      self.connect = connect
      self.silence = silence
      self.pause = pause
      self.stall = stall
    }
  }

  enum Ending: Sendable, Hashable {
    /// The peer said goodbye.
    case left
    /// No packet ever came.
    case neverConnected
    /// It went silent.
    case vanished
    /// Connected, but no pictures.
    case stalled
    /// Ended from our side: DELETE, a newer session, shutdown.
    case closed
  }

  enum Change: Sendable, Hashable {
    case live, paused
    case ended(Ending)
  }

  let limits: Limits
  /// Whether pictures are expected: of a publisher.
  let expectsPictures: Bool
  private let startedAt: Duration
  private var lastPacket: Duration?
  private var lastPicture: Duration?
  private var hasLeft = false
  private var isLive = false

  init(limits: Limits, expectsPictures: Bool, startedAt: Duration) {
    self.limits = limits
    self.expectsPictures = expectsPictures
    self.startedAt = startedAt
  }

  mutating func packet(at now: Duration) { lastPacket = now }

  /// A picture, whole or damaged. Returns `.live` if the stream was not.
  mutating func picture(at now: Duration) -> Change? {
    lastPicture = now
    guard !isLive else { return nil }
    isLive = true
    return .live
  }

  mutating func peerLeft() { hasLeft = true }

  /// What the passing of time brings.
  mutating func tick(at now: Duration) -> Change? {
    if hasLeft { return .ended(.left) }
    guard let lastPacket else { return now - startedAt > limits.connect ? .ended(.neverConnected) : nil }
    if now - lastPacket > limits.silence { return .ended(.vanished) }
    guard expectsPictures else { return nil }
    let waited = now - (lastPicture ?? startedAt)
    if waited > limits.stall { return .ended(.stalled) }
    guard isLive, waited > limits.pause else { return nil }
    isLive = false
    return .paused
  }
}
