import Foundation

/// Finds text that speaks to a program or its reader instead of saying something: instructions hidden in documents, pictures or questions.
///
/// A word list cannot find every attack. It is the second line: the first is that no document's text ever becomes an instruction to
/// anything, and that nothing is said that is not a cited sentence.
public enum InstructionGuard {
  private static let phrases = [
    "ignore", "disregard", "forget", "override", "overrule", "pretend", "you are now", "you must", "must say", "your task",
    "your instructions", "system prompt", "system:", "assistant", "user:", "as an ai", "language model", "chatbot", "prompt",
    "instruction",
    "previous rules", "respond with", "reply with", "answer with", "answer only", "output", "say that", "tell the", "write that",
    "do not mention",
    "never mention", "do not cite", "without citation", "from now on", "new rule", "jailbreak", "developer mode", "administrator",
    "acknowledge the alert", "silence the alert", "lower the threshold", "http://", "https://", "www.", "javascript", "base64",
    "no sources",
    "translate", "repeat after", "act as", "role play", "roleplay", "confidential", "password", "token", "execute", "curl ",
    "important:",
    "attention:", "note to", "the server", "this program", "the model should", "explanation must", "always say", "mark as",
    "mark it as",
    "classify", "report it as", "declare", "print", "begin with", "stop explaining", "end of document", "begin of", "sudo", "###",
    "<|", "[[",
  ]

  /// - Parameter text: a sentence of a document, or a question.
  /// - Returns: whether it reads as an instruction.
  public static func isInstruction(_ text: String) -> Bool {
    // Letters that only look like Latin ones, and characters that cannot be seen, are how lists like this are passed by.
    let folded = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX"))
    if folded.unicodeScalars.contains(where: { $0.properties.isAlphabetic && $0.value > 0x24F }) { return true }
    let visible = String(folded.unicodeScalars.filter { $0.properties.generalCategory != .format })
    let words = " " + visible.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
    let tight = words.filter(\.isLetter)
    return phrases.contains { phrase in
      guard phrase.allSatisfy(\.isLetter) else { return words.contains(phrase) }
      return words.contains(phrase) || phrase.count >= 8 && tight.contains(phrase)
    }
  }
}
