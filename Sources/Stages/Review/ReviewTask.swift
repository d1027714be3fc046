public import Vocabulary

/// A case as it stands for one reader.
public struct ReviewTask: Sendable, Hashable {
  public let name: String
  /// Which reading it would be; `nil` if this reader has judged it.
  public let round: ReviewRound?
}
