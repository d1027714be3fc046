/// The answer to a question about an alert: sentences that stand in the knowledge store or were measured, each cited; nothing else.
public struct ExplanationAnswer: Sendable, Hashable, Codable {
  public let alert: AlertIdentifier
  public let sentences: [ExplanationSentence]
  public let sources: [ExplanationSource]
  /// Why there is no answer; `nil` if there is one.
  public let refused: String?
  public let researchUseOnly: Bool

  /// - Parameters:
  ///   - alert: the alert that was asked about.
  ///   - sentences: the answer, best first; empty for a refusal.
  ///   - sources: what they cite.
  ///   - refused: why there is none.
  public init(alert: AlertIdentifier, sentences: [ExplanationSentence], sources: [ExplanationSource], refused: String? = nil) {
    self.alert = alert
    self.sentences = sentences
    self.sources = sources
    self.refused = refused
    researchUseOnly = true
  }

  private enum CodingKeys: String, CodingKey {
    case alert, sentences, sources, refused
    case researchUseOnly = "research_use_only"
  }

  // Written by hand: an absent refusal must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(alert, forKey: .alert)
    try container.encode(sentences, forKey: .sentences)
    try container.encode(sources, forKey: .sources)
    try container.encode(refused, forKey: .refused)
    try container.encode(researchUseOnly, forKey: .researchUseOnly)
  }
}
