/// What one frame resembles, or why it was not scored.
public struct Assessment: Sendable, Hashable {
  public let stream: StreamIdentifier
  public let session: SessionIdentifier
  public let sequence: UInt64
  public let capturedAt: Moment
  public let width: Int
  public let height: Int
  public let senderAge: Duration?
  public let model: String
  public let precision: String
  public let tokens: Int
  public let isFullGrid: Bool
  /// Empty if the frame was scored.
  public let gateReasons: [GateReason]
  /// Highest probability first; empty if the frame was refused.
  public var findings: [Finding]
  public let isDemo: Bool

  public init(
    frame: Frame, model: String, precision: String, tokens: Int, isFullGrid: Bool, gateReasons: [GateReason],
    findings: [Finding]
  ) {
    stream = frame.stream
    session = frame.session
    sequence = frame.sequence
    capturedAt = frame.capturedAt
    width = frame.pixels.width
    height = frame.pixels.height
    senderAge = frame.senderAge
    isDemo = frame.isDemo
    self.model = model
    self.precision = precision
    self.tokens = tokens
    self.isFullGrid = isFullGrid
    self.gateReasons = gateReasons
    self.findings = findings
  }
}
