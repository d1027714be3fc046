/// A passage that was found, and why.
public struct KnowledgeHit: Sendable, Hashable, Codable {
  public let passage: KnowledgePassage
  /// The fused score: comparable within one answer only.
  public let score: Double
  /// Place among the matches of words, from 1; `nil` if it was not among them.
  public let lexicalRank: Int?
  /// Place among the nearest vectors, from 1; `nil` if it was not among them.
  public let vectorRank: Int?

  public init(passage: KnowledgePassage, score: Double, lexicalRank: Int?, vectorRank: Int?) {
    self.passage = passage
    self.score = score
    self.lexicalRank = lexicalRank
    self.vectorRank = vectorRank
  }

  private enum CodingKeys: String, CodingKey {
    case passage, score
    case lexicalRank = "lexical_rank"
    case vectorRank = "vector_rank"
  }
}
