/// One thing that was done to the user's knowledge store, for the journal.
public struct KnowledgeChange: Sendable, Hashable {
  /// What was done.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case added, replaced, removed, signed, revoked, corrected
  }

  /// Counts all changes of one store: the same number twice in a journal is the same change.
  public let sequence: Int64
  /// RFC 3339, UTC.
  public let at: String
  public let kind: Kind
  /// A document or passage.
  public let subject: String
  public let by: String
  /// What else the journal says of it; an object.
  public let details: JSONValue

  /// - Parameters:
  ///   - sequence: counts all changes of one store.
  ///   - at: when, RFC 3339.
  ///   - kind: what was done.
  ///   - subject: a document or passage.
  ///   - by: who did it.
  ///   - details: what else the journal says of it; an object.
  public init(sequence: Int64, at: String, kind: Kind, subject: String, by: String, details: JSONValue) {
    self.sequence = sequence
    self.at = at
    self.kind = kind
    self.subject = subject
    self.by = by
    self.details = details
  }
}
