/// A frame's full grid, finished after the frame was answered from fewer tokens: what the quick answer is compared with.
public struct FullGridResult: Sendable {
  public let frame: Frame
  public let full: ImageEmbedding
  /// What the frame was answered from.
  public let fast: [ImageEmbedding]

  public init(frame: Frame, full: ImageEmbedding, fast: [ImageEmbedding]) {
    self.frame = frame
    self.full = full
    self.fast = fast
  }
}
