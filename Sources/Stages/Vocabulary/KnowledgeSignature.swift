/// Who has read a passage against its sources and stands for it.
public struct KnowledgeSignature: Sendable, Hashable, Codable {
  public let by: String
  /// RFC 3339, UTC.
  public let at: String
  public let comment: String?

  public init(by: String, at: String, comment: String?) {
    self.by = by
    self.at = at
    self.comment = comment
  }
}
