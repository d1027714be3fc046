/// One statement or stretch of text that can be found, cited and signed.
public struct KnowledgePassage: Sendable, Hashable, Codable {
  /// 32 hexadecimal digits of a hash over what the passage says and what it rests on: another wording is another passage, unsigned.
  public let id: String
  /// The ``KnowledgeDocument`` that it belongs to.
  public let document: String
  public let kind: KnowledgeKind
  /// The condition that it speaks of, where that is known.
  public let condition: ConditionIdentifier?
  /// Set for statements of clinical notes.
  public let section: KnowledgeSection?
  /// The other condition of a look-alike, in words.
  public let about: String?
  /// The document's title.
  public let title: String
  /// Where in the document: `page 3`, `Symptoms › Early`, `statement 2`.
  public let locator: String
  public let text: String
  public let sources: [KnowledgeSource]
  /// `nil`: unverified by a clinician.
  public let signature: KnowledgeSignature?
  /// `nil`: worded as it ships.
  public let correction: KnowledgeCorrection?
  /// Why it is to be looked at again; `nil` if it is not.
  public let review: KnowledgeReview?

  public init(
    id: String, document: String, kind: KnowledgeKind, condition: ConditionIdentifier?, section: KnowledgeSection?,
    about: String?,
    title: String, locator: String, text: String, sources: [KnowledgeSource], signature: KnowledgeSignature?,
    correction: KnowledgeCorrection? = nil, review: KnowledgeReview? = nil
  ) {
    self.id = id
    self.document = document
    self.kind = kind
    self.condition = condition
    self.section = section
    self.about = about
    self.title = title
    self.locator = locator
    self.text = text
    self.sources = sources
    self.signature = signature
    self.correction = correction
    self.review = review
  }

  /// Whether a clinician has signed it.
  public var isVerified: Bool { signature != nil }
}
