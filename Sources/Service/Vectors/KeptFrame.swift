public import Vocabulary

/// One frame that was looked at, as it is kept: when, what the gates said, and the vectors. Never a pixel.
public struct KeptFrame: Sendable, Hashable {
  public let sequence: UInt64
  public let capturedAt: Moment
  /// Why it was refused; empty if it was scored.
  public let reasons: [GateReason]
  /// The whole frame's first; empty for a refused frame.
  public let views: [KeptView]

  /// - Parameters:
  ///   - sequence: the frame's number in its session.
  ///   - capturedAt: when it reached the server.
  ///   - reasons: why it was refused.
  ///   - views: its embeddings, in the encoder's order.
  public init(sequence: UInt64, capturedAt: Moment, reasons: [GateReason], views: [KeptView]) {
    self.sequence = sequence
    self.capturedAt = capturedAt
    self.reasons = reasons
    self.views = views
  }
}
