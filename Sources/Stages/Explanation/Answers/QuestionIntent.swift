import Vocabulary

/// Which parts of an explanation a question asks for, by its wording.
///
/// Short questions say little to an embedder: "What looks like it?" is near to nothing. Their wording names the part all the same.
enum QuestionIntent {
  private static let wordings: [(part: ExplanationPart, wordings: [String])] = [
    (.against, ["against", "contradict", "contradicts", "doubt", "doubts", "unlikely", "counter"]),
    (
      .lookAlike,
      [
        "looks like", "look alike", "looks alike", "mistaken", "mistake", "confused with", "apart", "tell it from",
        "differential",
        "else could", "else may", "distinguish", "distinguished", "similar to", "resembles it", "differ from", "differs from",
      ]
    ),
    (
      .redFlag, ["warning", "warnings", "warns", "red flag", "red flags", "worry", "worrying", "worrisome", "urgent", "alarming"]
    ),
    (
      .nextStep,
      [
        "next", "steps", "refer", "referral", "referred", "treat", "treated", "treatment", "treatments", "biopsy", "biopsied",
        "done about",
        "do about", "to be done", "management", "managed", "what now", "followed up", "follow up",
      ]
    ),
    (
      .seen,
      [
        "where", "colour", "color", "coloured", "how large", "how big", "how wide", "size", "which part of the picture",
        "located",
      ]
    ),
    (
      .resemblance,
      [
        "how sure", "how certain", "how strongly", "probability", "score", "how confident", "confidence", "how likely",
        "threshold",
      ]
    ),
    (.code, ["code", "codes", "icd", "doid", "ontology"]),
    (.appearance, ["look like", "appearance", "appear", "features", "dermoscopy", "look in", "shape", "border", "typical"]),
  ]

  /// - Parameter question: in words.
  /// - Returns: the parts that it names; empty if it names none.
  static func parts(of question: String) -> Set<ExplanationPart> {
    let words = " " + QuestionWords.of(question).joined(separator: " ") + " "
    return Set(wordings.filter { $0.wordings.contains { words.contains(" \($0) ") } }.map(\.part))
  }
}
