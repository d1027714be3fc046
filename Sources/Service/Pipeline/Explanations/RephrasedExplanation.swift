public import Explanation
public import Vocabulary

/// What became of an explanation whose sentences were offered to a language model.
public struct RephrasedExplanation: Sendable {
  /// As it was before.
  public let composed: Vocabulary.Explanation
  private let model: String
  private var sentences: [ExplanationSentence] = []
  private var kept: [Int] = []
  /// Sentences that were given to the model.
  public private(set) var offered = 0
  /// Why sentences stand as they were composed.
  public private(set) var refusals: [RephrasingFault] = []
  /// Answers of the model, several a sentence.
  public private(set) var replies: [LanguageReply] = []
  /// Why answers failed to come.
  public private(set) var faults: [LanguageFault] = []

  init(composed: Vocabulary.Explanation, model: String) {
    self.composed = composed
    self.model = model
  }

  /// Sentences in the model's words.
  public var keptCount: Int { kept.count }

  /// What every further sentence would fail by.
  var lastingFault: LanguageFault? { faults.first(where: \.isLasting) }

  /// The explanation with every sentence that was kept; `nil` if none was, so that the composed one stands.
  public var explanation: Vocabulary.Explanation? {
    guard !kept.isEmpty else { return nil }
    let refused = Dictionary(refusals.map { ($0.name, 1) }, uniquingKeysWith: +)
    return composed.withSentences(
      sentences, rephrased: Rephrasing(by: model, sentences: kept, offered: offered, refused: refused))
  }

  mutating func offer() { offered += 1 }

  mutating func note(_ reply: LanguageReply) { replies.append(reply) }

  mutating func note(_ fault: LanguageFault) { faults.append(fault) }

  mutating func keep(_ sentence: ExplanationSentence, at index: Int) {
    sentences.append(sentence)
    kept.append(index)
  }

  mutating func stand(_ sentence: ExplanationSentence, _ fault: RephrasingFault) {
    sentences.append(sentence)
    refusals.append(fault)
  }
}
