/// A row and its dot product with a query.
public struct ScoredRow: Sendable, Hashable {
  /// Counted from 0 in the order in which rows were given.
  public let row: Int
  public let score: Float

  public init(row: Int, score: Float) {
    self.row = row
    self.score = score
  }
}
