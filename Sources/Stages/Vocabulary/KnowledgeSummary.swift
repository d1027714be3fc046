/// What the knowledge store holds.
public struct KnowledgeSummary: Sendable, Hashable, Codable {
  /// SHA-256 over everything that the store that ships was built from, and the embedder: the same version gives the same answers.
  public let version: String
  /// When it was built; RFC 3339, UTC.
  public let builtAt: String
  /// Fingerprint of the embedder of its vectors.
  public let embedder: String
  public let documents: Int
  public let passages: Int
  /// Passages that a clinician has signed.
  public let signed: Int
  /// Passages that are worded otherwise than they ship.
  public let corrected: Int
  /// Corrections and signatures of wordings that ship no longer.
  public let toReview: Int
  public let ontologyTerms: Int

  public init(
    version: String, builtAt: String, embedder: String, documents: Int, passages: Int, signed: Int, corrected: Int = 0,
    toReview: Int = 0, ontologyTerms: Int
  ) {
    self.version = version
    self.builtAt = builtAt
    self.embedder = embedder
    self.documents = documents
    self.passages = passages
    self.signed = signed
    self.corrected = corrected
    self.toReview = toReview
    self.ontologyTerms = ontologyTerms
  }

  private enum CodingKeys: String, CodingKey {
    case version, embedder, documents, passages, signed, corrected
    case toReview = "to_review"
    case builtAt = "built_at"
    case ontologyTerms = "ontology_terms"
  }
}
