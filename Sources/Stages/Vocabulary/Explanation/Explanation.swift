/// What was seen, what it resembles and how strongly, what argues against it, and what is known of it: each sentence cited.
///
/// A refusal has no sentences and says in ``refused`` why. Field names are the outside face and stay.
public struct Explanation: Sendable, Hashable, Codable {
  /// The sentence that stands on every screen and export.
  public static let disclaimer = "Research use only, not for diagnosis."

  /// `nil` for an explanation of a condition as such.
  public let alert: AlertIdentifier?
  public let stream: StreamIdentifier?
  public let condition: ConditionIdentifier
  public let level: ReadingLevel
  /// At most 90 words; sentences of ``sentences`` and the ``disclaimer``. Empty for a refusal.
  public let short: String
  public let sentences: [ExplanationSentence]
  public let sources: [ExplanationSource]
  public let codes: [OntologyCode]
  /// Why there is no explanation; `nil` if there is one.
  public let refused: String?
  /// What a language model reworded; `nil` for an explanation as it was composed.
  public let rephrased: Rephrasing?
  public let researchUseOnly: Bool

  /// - Parameters:
  ///   - alert: the alert that is explained.
  ///   - stream: the alert's stream.
  ///   - condition: what is explained.
  ///   - level: for whom it is worded.
  ///   - short: the short form.
  ///   - sentences: the long form.
  ///   - sources: what the sentences cite.
  ///   - codes: the condition's codes.
  ///   - refused: why there are no sentences.
  ///   - rephrased: what a language model reworded.
  public init(
    alert: AlertIdentifier?, stream: StreamIdentifier?, condition: ConditionIdentifier, level: ReadingLevel, short: String,
    sentences: [ExplanationSentence], sources: [ExplanationSource], codes: [OntologyCode], refused: String? = nil,
    rephrased: Rephrasing? = nil
  ) {
    self.alert = alert
    self.stream = stream
    self.condition = condition
    self.level = level
    self.short = short
    self.sentences = sentences
    self.sources = sources
    self.codes = codes
    self.refused = refused
    self.rephrased = rephrased
    researchUseOnly = true
  }

  private enum CodingKeys: String, CodingKey {
    case alert, stream, condition, level, short, sentences, sources, codes, refused, rephrased
    case researchUseOnly = "research_use_only"
  }

  // Written by hand: an absent alert, refusal or model must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(alert, forKey: .alert)
    try container.encode(stream, forKey: .stream)
    try container.encode(condition, forKey: .condition)
    try container.encode(level, forKey: .level)
    try container.encode(short, forKey: .short)
    try container.encode(sentences, forKey: .sentences)
    try container.encode(sources, forKey: .sources)
    try container.encode(codes, forKey: .codes)
    try container.encode(refused, forKey: .refused)
    try container.encode(rephrased, forKey: .rephrased)
    try container.encode(researchUseOnly, forKey: .researchUseOnly)
  }
}

extension Explanation {
  /// Whether every sentence cites something, and every citation is among the sources.
  public var isResolved: Bool {
    let known = Set(sources.map(\.id))
    return sentences.allSatisfy { !$0.citations.isEmpty && $0.citations.allSatisfy(known.contains) }
  }

  /// Words of the short form.
  public var shortWordCount: Int { short.split(whereSeparator: \.isWhitespace).count }

  /// The same explanation with other wordings of its sentences; the short form stays as it was shown.
  ///
  /// - Parameters:
  ///   - sentences: one for each of ``sentences``, in order.
  ///   - rephrased: who worded which of them.
  /// - Returns: the explanation with them.
  public func withSentences(_ sentences: [ExplanationSentence], rephrased: Rephrasing? = nil) -> Explanation {
    Explanation(
      alert: alert, stream: stream, condition: condition, level: level, short: short, sentences: sentences, sources: sources,
      codes: codes, refused: refused, rephrased: rephrased)
  }
}
