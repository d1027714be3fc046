public import Vocabulary

/// Why there is no explanation, or no answer. A refusal is a result: nothing is put in its place.
public enum ExplanationRefusal: Error, Sendable, Hashable, CaseIterable {
  /// The knowledge store has no statement about the condition.
  case nothingKnown
  /// There is no knowledge store that can be used.
  case noStore
  /// There is a knowledge store, and it could not be read just now.
  case storeFailed
  /// The condition's pack is not loaded.
  case unknownCondition
  /// Too many alerts came at once.
  case tooMany
  /// Nothing in the knowledge store, and nothing that was measured, answers the question.
  case unsupportedQuestion
  /// The question is an instruction, or holds one.
  case instruction
  /// The question is written in letters that none of the sources is written in.
  case otherScript
  /// It asks what somebody has, which no picture says.
  case diagnosis
  /// It asks for a dose or a prescription.
  case prescription
  /// It asks who somebody is.
  case identity

  /// What a viewer reads: what happened, and what to do.
  public var sentence: String {
    switch self {
    case .nothingKnown:
      "Not explained: the knowledge store has no statement about this condition. Import a document or write a note."
    case .noStore: "Not explained: there is no knowledge store. Run `mediaskinoscope knowledge build` and start the server again."
    case .storeFailed:
      "Not explained: the knowledge store could not be read just now. Try again; if it stays so, run `mediaskinoscope knowledge "
        + "build` and start the server again."
    case .unknownCondition: "Not explained: no loaded pack has this condition."
    case .tooMany: "Not explained: too many alerts came at once. Open the alert to have it explained now."
    case .unsupportedQuestion: "Not answered: no source supports an answer to this."
    case .instruction: "Not answered: this reads as an instruction, not as a question about the alert."
    case .otherScript: "Not answered: the sources are in English, and questions are understood in English only."
    case .diagnosis:
      "Not answered: it says what a picture resembles, never what somebody has. Ask how strongly it resembles the condition, or "
        + "what argues against it."
    case .prescription: "Not answered: it gives no doses and no prescriptions. Ask what is usually done next."
    case .identity: "Not answered: it knows no names, and nothing of who is in the picture."
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
