/// One wording of a statement, from the one that ships to the present one.
public struct KnowledgeVersion: Sendable, Hashable, Codable {
  /// From 1, the one that ships.
  public let version: Int
  /// The passage's identifier under this wording: signatures belong to it.
  public let passage: String
  public let text: String
  public let sources: [KnowledgeSource]
  /// Who, when and why; `nil` for the one that ships.
  public let correction: KnowledgeCorrection?
  /// Everyone who signed this very wording and did not take it back, oldest first.
  public let signatures: [KnowledgeSignature]

  /// - Parameters:
  ///   - version: from 1.
  ///   - passage: the passage's identifier under this wording.
  ///   - text: the wording.
  ///   - sources: what it rests on.
  ///   - correction: who, when and why.
  ///   - signatures: who stands for it.
  public init(
    version: Int, passage: String, text: String, sources: [KnowledgeSource], correction: KnowledgeCorrection?,
    signatures: [KnowledgeSignature]
  ) {
    self.version = version
    self.passage = passage
    self.text = text
    self.sources = sources
    self.correction = correction
    self.signatures = signatures
  }
}
