public import Vocabulary

/// How a frame's way ended.
public enum Journey: Sendable {
  case analysed(Scored, [RoadStage: Duration])
  /// Refused by Framing or by the pack's gate; the assessment says why.
  case gated(Assessment, [RoadStage: Duration])
  case late
  /// The encoder failed on it; the frame counts as damaged and the fault is shown.
  case failed(EncoderFault)

  /// How the mailbox counts it.
  public var outcome: FrameOutcome {
    switch self {
    case .analysed: .analysed
    case .gated: .gated
    case .late: .late
    case .failed: .decodeError
    }
  }
}
