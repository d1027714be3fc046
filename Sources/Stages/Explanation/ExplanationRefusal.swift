public import Vocabulary

/// Why there is no explanation, or no answer. A refusal is a result: nothing is put in its place.
public enum ExplanationRefusal: Error, Sendable, Hashable, CaseIterable {
  /// The knowledge store has no statement about the condition.
  case nothingKnown
  /// There is no knowledge store that can be used.
  case noStore
  /// The condition's pack is not loaded.
  case unknownCondition
  /// Too many alerts came at once.
  case tooMany
  /// Nothing in the knowledge store, and nothing that was measured, answers the question.
  case unsupportedQuestion
  /// The question is an instruction, or holds one.
  case instruction

  /// What a viewer reads: what happened, and what to do.
  public var sentence: String {
    switch self {
    case .nothingKnown:
      "Not explained: the knowledge store has no statement about this condition. Import a document or write a note."
    case .noStore: "Not explained: there is no knowledge store. Run `mediaskinoscope knowledge build` and start the server again."
    case .unknownCondition: "Not explained: no loaded pack has this condition."
    case .tooMany: "Not explained: too many alerts came at once. Open the alert to have it explained now."
    case .unsupportedQuestion: "Not answered: no source supports an answer to this."
    case .instruction: "Not answered: this reads as an instruction, not as a question about the alert."
    }
  }
}

extension Explanation {
  /// An explanation that is refused.
  ///
  /// - Parameters:
  ///   - refusal: why.
  ///   - condition: what was to be explained.
  ///   - alert: the alert, if there is one.
  ///   - level: for whom it was to be worded.
  /// - Returns: an explanation without sentences.
  public static func refused(
    _ refusal: ExplanationRefusal, condition: ConditionIdentifier, alert: AlertRecord? = nil, level: ReadingLevel = .standard
  ) -> Explanation {
    Explanation(
      alert: alert?.id, stream: alert?.stream, condition: condition, level: level, short: "", sentences: [], sources: [],
      codes: alert?.codes ?? [], refused: refusal.sentence)
  }
}
