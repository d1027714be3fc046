public import Vocabulary

/// How long each stage took for one frame that came to an assessment.
public struct StageSample: Sendable {
  public let stream: StreamIdentifier
  /// Of the frame, in its session.
  public let sequence: UInt64
  public let stages: [RoadStage: Duration]
}
