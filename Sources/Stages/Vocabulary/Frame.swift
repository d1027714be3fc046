/// One decoded picture of a stream, with where and when it comes from.
public struct Frame: Sendable {
  public let stream: StreamIdentifier
  public let session: SessionIdentifier
  /// Counts the frames received in this session, from 1.
  public let sequence: UInt64
  /// When the decoded frame reached the server; every age counts from here.
  public let capturedAt: Moment
  /// How old the frame was then by the sender's clock, where that clock is known.
  public let senderAge: Duration?
  public let pixels: PixelBuffer
  /// Whether it was drawn by the demo and shows no person.
  public let isDemo: Bool

  public init(
    stream: StreamIdentifier, session: SessionIdentifier, sequence: UInt64, capturedAt: Moment, senderAge: Duration? = nil,
    pixels: PixelBuffer, isDemo: Bool = false
  ) {
    self.stream = stream
    self.session = session
    self.sequence = sequence
    self.capturedAt = capturedAt
    self.senderAge = senderAge
    self.pixels = pixels
    self.isDemo = isDemo
  }
}
