import Detection
import Vocabulary

/// What one frame came to, for those who look on beside the road: the keeper of vectors and a candidate pack.
struct WitnessedFrame: Sendable {
  let stream: StreamIdentifier
  let session: SessionIdentifier
  let sequence: UInt64
  let capturedAt: Moment
  /// Whether it is drawn.
  let isDemo: Bool
  /// Whose vectors they are.
  let encoder: EncoderDescription
  /// Why it was refused; empty if it was scored.
  let reasons: [GateReason]
  /// The whole frame's first, without patch maps; empty for a refused frame.
  let embeddings: [ImageEmbedding]
  /// With their states.
  let findings: [Finding]
  /// Conditions whose alert the frame raised.
  var raised: Set<ConditionIdentifier> = []
  /// Conditions whose alert ended at it.
  var ended: Set<ConditionIdentifier> = []
}

extension ImageEmbedding {
  /// The same without its patch map, which nobody beside the road reads.
  var bare: ImageEmbedding {
    var copy = ImageEmbedding(
      region: region, vector: vector, tokens: tokens, isFullGrid: isFullGrid, domainLogit: domainLogit)
    copy.encoder = encoder
    return copy
  }
}
