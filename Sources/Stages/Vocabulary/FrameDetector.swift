/// Scores the embeddings of one frame against a pack. Pure: the same input gives the same answer on any thread.
public protocol FrameDetector: Sendable {
  /// Findings, or the gate's refusal of what the encoder saw.
  ///
  /// - Throws: if the embeddings do not fit the pack's vectors; never for what a picture shows.
  func score(_ frame: Frame, _ embeddings: [ImageEmbedding]) throws -> Scored
}
