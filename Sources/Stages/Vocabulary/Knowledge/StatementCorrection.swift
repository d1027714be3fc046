/// A new wording of a statement, as someone asks for it.
public struct StatementCorrection: Sendable, Hashable {
  public let text: String
  /// What the new wording rests on; `nil` = what the old one did.
  public let sources: [KnowledgeSource]?
  /// Why.
  public let reason: String

  /// - Parameters:
  ///   - text: the new wording.
  ///   - sources: what it rests on; `nil` keeps what is there.
  ///   - reason: why it is changed.
  public init(text: String, sources: [KnowledgeSource]?, reason: String) {
    self.text = text
    self.sources = sources
    self.reason = reason
  }
}
