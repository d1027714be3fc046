/// Which reading of a case a verdict is.
public enum ReviewRound: String, Sendable, Hashable, Codable, CaseIterable {
  case first, second
  /// A third reader decides between two that differ.
  case adjudication
}
