/// Which of the two lists answer a query.
public enum RetrievalMode: String, Sendable, Hashable, CaseIterable {
  /// Words alone: BM25.
  case words
  /// Vectors alone.
  case vectors
  /// Both, fused by their ranks.
  case hybrid
}
