/// A stretch of the road that is timed; the names are the label values of `skino_frame_stage_seconds`.
public enum RoadStage: String, Sendable, Hashable, CaseIterable {
  /// From the mailbox to the encoder's pull.
  case queue
  case framing = "preprocess"
  case encode
  case score
  /// Alert machines and findings' states.
  case decide
  /// Handing the result to the event hub; its bytes are made on the server's loop.
  case publish
}
