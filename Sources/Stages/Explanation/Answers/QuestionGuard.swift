import Foundation

/// Says which questions are refused before anything is looked for: instructions, and what no source may answer here.
///
/// A list of wordings cannot find every such question. What it misses is answered by cited sentences or not at all, as every question
/// is; this is for telling at once, and in so many words, what this server does not do.
public enum QuestionGuard {
  /// A word, or words in a row; `*` stands for the rest of a word.
  private static let lists: [(refusal: ExplanationRefusal, wordings: [String])] = [
    (
      .prescription,
      [
        "dose", "doses", "dosage", "dosages", "dosing", "prescri*", "how many milligrams", "how many mg", "how much mg",
        "milligrams of", "how many tablets", "how many pills", "how many times a day", "how often should i take",
        "how often should i apply", "how much should i take", "how much should i apply", "should i take", "can i take",
        "what should i take", "which drug should", "which medicine should", "write me a", "repeat script", "sick note",
      ]
    ),
    (
      .identity,
      [
        "who is this", "who is that", "who is the patient", "who is in the", "who is he", "who is she", "whose", "patient s name",
        "patients name", "name of the patient", "name the patient", "name of the person", "name of this", "date of birth",
        "home address", "phone number", "where does the patient live", "how old is the patient", "how old is this", "race of",
        "ethnicity", "gender of", "nationality", "recognise this person", "recognize this person", "identify the",
        "identify this",
        "telephone number", "insurance number", "medical record number",
      ]
    ),
    (
      .diagnosis,
      [
        "do i have", "have i got", "does he have", "does she have", "does the patient have", "does this patient have",
        "does this person have", "is it cancer", "is this cancer", "is that cancer", "am i going to die", "will i die",
        "am i ill",
        "am i sick", "am i healthy", "am i safe", "diagnose", "diagnosis for me", "your diagnosis", "the diagnosis here",
        "what is the diagnosis", "give a diagnosis", "give me a diagnosis", "confirm the diagnosis", "confirm that it is",
        "confirm that this is", "is it benign", "is this benign", "is it malignant", "is this malignant", "is it harmless",
        "is this harmless", "is it dangerous for me", "rule out cancer", "yes or no", "how long will i live", "life expectancy",
      ]
    ),
  ]

  /// - Parameter question: in words.
  /// - Returns: why it is refused; `nil` if it may be looked for.
  public static func refusal(of question: String) -> ExplanationRefusal? {
    if isOfAnotherScript(question) { return .otherScript }
    let words = QuestionWords.of(question)
    // The reason that says most comes first.
    if let list = lists.first(where: { list in list.wordings.contains { isSaid($0, in: words) } }) { return list.refusal }
    return InstructionGuard.isInstruction(question) ? .instruction : nil
  }

  /// Most of its letters are not Latin; a few that only look so are another matter.
  private static func isOfAnotherScript(_ text: String) -> Bool {
    let letters = text.precomposedStringWithCompatibilityMapping.unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.count { $0.value > 0x24F } * 2 > letters.count
  }

  private static func isSaid(_ wording: String, in words: [String]) -> Bool {
    let parts = wording.split(separator: " ").map(String.init)
    guard words.count >= parts.count else { return false }
    return (0...(words.count - parts.count)).contains { start in
      zip(parts, words[start...]).allSatisfy { part, word in
        part.hasSuffix("*") ? word.hasPrefix(part.dropLast()) : word == part
      }
    }
  }
}
