/// Why a statement is to be looked at again: someone spoke for, or corrected, a wording that ships no longer.
public struct KnowledgeReview: Sendable, Hashable, Codable {
  /// What was done to the former wording.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// It was corrected; the correction goes on to hold, though what it corrected was rewritten.
    case corrected
    /// It was signed; the new wording is not.
    case signed
    /// It was corrected or signed, and no statement that ships now is like it.
    case unplaced
  }

  public let kind: Kind
  /// The ``KnowledgeDocument`` of the statement.
  public let document: String
  public let section: KnowledgeSection?
  /// The wording that shipped then.
  public let former: String
  /// The correction's wording; `nil` for a signature.
  public let correction: String?
  /// The wording that ships now; `nil` if none is like it.
  public let shipped: String?
  /// Who corrected or signed.
  public let by: String
  /// When, RFC 3339.
  public let at: String

  /// - Parameters:
  ///   - kind: what was done to the former wording.
  ///   - document: where the statement stands.
  ///   - section: what it is about.
  ///   - former: the wording that shipped then.
  ///   - correction: the correction's wording.
  ///   - shipped: the wording that ships now.
  ///   - by: who corrected or signed.
  ///   - at: when, RFC 3339.
  public init(
    kind: Kind, document: String, section: KnowledgeSection?, former: String, correction: String?, shipped: String?, by: String,
    at: String
  ) {
    self.kind = kind
    self.document = document
    self.section = section
    self.former = former
    self.correction = correction
    self.shipped = shipped
    self.by = by
    self.at = at
  }
}
