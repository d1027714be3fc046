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
    try WithNulls(record: passage, keys: ["condition", "section", "about", "signature", "correction", "review"]).encode(
      to: encoder)
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

extension KnowledgeVersion {
  /// As clients see it: every member.
  var served: ServedVersion { ServedVersion(version: self) }
}

/// A wording with every member of its sources.
struct ServedVersion: Encodable, Sendable {
  let version: KnowledgeVersion

  private enum CodingKeys: String, CodingKey { case sources }

  func encode(to encoder: any Encoder) throws {
    try WithNulls(record: version, keys: ["correction"]).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(version.sources.map { WithNulls(record: $0, keys: ["year", "url"]) }, forKey: .sources)
  }
}

/// What is to be looked at again.
struct ServedReview: Encodable, Sendable {
  let item: KnowledgeReviewItem

  private enum CodingKeys: String, CodingKey { case passage, review }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(item.passage?.served, forKey: .passage)
    try container.encode(WithNulls(record: item.review, keys: ["section", "correction", "shipped"]), forKey: .review)
  }
}

extension KnowledgeImportRecord {
  /// As clients see it: every member.
  var served: WithNulls<KnowledgeImportRecord> { WithNulls(record: self, keys: ["outcome", "document", "problem"]) }
}
