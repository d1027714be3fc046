import Vocabulary

extension KnowledgePassage {
  /// As clients see it: every member, and in a word whether a clinician stands for it.
  var served: ServedPassage { ServedPassage(passage: self) }
}

/// A passage with `verified` beside its signature.
struct ServedPassage: Encodable, Sendable {
  let passage: KnowledgePassage

  private enum CodingKeys: String, CodingKey { case verified, sources }

  func encode(to encoder: any Encoder) throws {
    try WithNulls(record: passage, keys: ["condition", "section", "about", "signature"]).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(passage.isVerified, forKey: .verified)
    try container.encode(passage.sources.map { WithNulls(record: $0, keys: ["year", "url"]) }, forKey: .sources)
  }
}

/// A search's result.
struct ServedHit: Encodable, Sendable {
  let hit: KnowledgeHit

  private enum CodingKeys: String, CodingKey {
    case passage, score
    case lexicalRank = "lexical_rank"
    case vectorRank = "vector_rank"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(hit.passage.served, forKey: .passage)
    try container.encode(hit.score, forKey: .score)
    try container.encode(hit.lexicalRank, forKey: .lexicalRank)
    try container.encode(hit.vectorRank, forKey: .vectorRank)
  }
}
