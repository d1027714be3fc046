public import Vocabulary

/// What the vectors of one frame say.
public struct FrameDetection: Sendable, Hashable {
  /// Empty if the frame belongs to the pack's domain; `not_skin` otherwise, and then there are no findings.
  public let gateReasons: [GateReason]
  /// How clearly it belongs, less the gate's threshold: negative is refused. On the gate's own scale, so for comparison only.
  public let domainMargin: Double
  /// One for each condition, the most probable first.
  public let findings: [Finding]
  /// The same for the pack's controls, which never alert.
  public let controls: [Finding]
  /// For each condition and control, which of the frame's embeddings gave its evidence.
  public let embeddingIndices: [ConditionIdentifier: Int]
}
