/// How a statement's wording came to differ from the one that ships.
public struct KnowledgeCorrection: Sendable, Hashable, Codable {
  /// Counts the statement's wordings; the one that ships is 1, so that this is 2 or more.
  public let version: Int
  /// A principal's name.
  public let by: String
  /// RFC 3339, UTC.
  public let at: String
  public let reason: String

  /// - Parameters:
  ///   - version: which wording of the statement it is.
  ///   - by: who corrected it.
  ///   - at: when, RFC 3339.
  ///   - reason: why.
  public init(version: Int, by: String, at: String, reason: String) {
    self.version = version
    self.by = by
    self.at = at
    self.reason = reason
  }
}
