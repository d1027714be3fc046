/// A document of the knowledge store: a note, an ontology's facts, or what a user brought.
public struct KnowledgeDocument: Sendable, Hashable, Codable {
  /// 32 hexadecimal digits; stays when the document is brought again in a newer form.
  public let id: String
  public let kind: KnowledgeKind
  /// The file's name, without its folder.
  public let name: String
  public let title: String
  public let licence: String
  /// Counts the forms in which it was brought, from 1.
  public let version: Int
  /// SHA-256 of the file.
  public let contentHash: String
  public let passages: Int
  /// How many of its passages a clinician has signed.
  public let signed: Int
  /// How many are worded otherwise than they ship.
  public let corrected: Int
  /// How many are to be looked at again.
  public let toReview: Int
  /// RFC 3339, UTC.
  public let addedAt: String

  public init(
    id: String, kind: KnowledgeKind, name: String, title: String, licence: String, version: Int, contentHash: String,
    passages: Int,
    signed: Int, corrected: Int = 0, toReview: Int = 0, addedAt: String
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.title = title
    self.licence = licence
    self.version = version
    self.contentHash = contentHash
    self.passages = passages
    self.signed = signed
    self.corrected = corrected
    self.toReview = toReview
    self.addedAt = addedAt
  }

  private enum CodingKeys: String, CodingKey {
    case id, kind, name, title, licence, version, passages, signed, corrected
    case toReview = "to_review"
    case contentHash = "content_hash"
    case addedAt = "added_at"
  }
}
