import Foundation

/// Finds text that speaks to a program or its reader instead of saying something: instructions hidden in documents, pictures or questions.
///
/// A word list cannot find every attack. It is the second line: the first is that no document's text ever becomes an instruction to
/// anything, and that nothing is said that is not a cited sentence.
public enum InstructionGuard {
  /// What plain statements about skin do not say, anywhere in a text.
  private static let phrases =
    lines(
      """
      ignore the|ignore all|ignore any|ignore your|ignore every|ignore previous|ignore this|ignore these|ignore what|disregard|override
      overrule|forget the|forget all|forget any|forget your|forget what|forget everything|pretend|you are now|you are dan|you must
      must say|your task|your instruction|your rules|your guidelines|system prompt|your prompt|the prompt|this prompt|prompt:|system:
      user:|assistant:|the assistant|as an ai|an ai in|language model|chatbot|all instruction|previous instruction|these instruction
      the instruction|following instruction|new instruction|instruction:|instructions above|previous rules|safety rules|respond only
      respond with the|reply with|answer with|answer only|answer without|your output|output only|say only|tell the reader|tell the user
      tell the patient that|tell the clinician|tell the person that|do not mention|never mention|do not cite|without citation|from now on
      new rule|jailbreak|developer mode|i am the developer|administrator|acknowledge the alert|silence the alert|close the alert
      lower the threshold|raise the threshold|http://|https://|www.|javascript|base64|no sources|without sources|repeat after me|act as my
      act as if|act as the|act as a doctor|act as a dermatologist|act as a physician|act as an assistant|role play|roleplay|password
      api key|access token|curl |important:|attention:|note to the|note to any|note to all|the server must|the server should
      the server shall|this program must|this program should|the model should|the model must|explanation must|always say|mark as
      mark it as|report it as|report this as|classify it as|classify this as|declare it|declare this|stop explaining|end of document
      begin of document|sudo |###
      """) + ["<|", "[["]

  /// What is an order only where a sentence begins with it.
  private static let openings = lines(
    """
    ignore|forget|say|write|print|execute|begin with|translate|output|repeat|classify|declare|mark|answer|reply|respond|act as|silence
    acknowledge|lower|stop|delete|open|run|please say|please print|please write|now say|then say
    """)

  /// - Parameter text: a sentence of a document, or a question.
  /// - Returns: whether it reads as an instruction.
  public static func isInstruction(_ text: String) -> Bool {
    // Letters that only look like Latin ones, and characters that cannot be seen, are how lists like this are passed by.
    let folded = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX"))
    let visible = String(folded.unicodeScalars.filter { $0.properties.generalCategory != .format })
    if isUnreadable(visible) { return true }
    let parts = visible.split(whereSeparator: \.isWhitespace).map { straightened($0) }
    let words = " " + parts.joined(separator: " ") + " "
    // A phrase begins where a word does.
    if phrases.contains(where: { phrase in phrase.first?.isLetter == true ? begins(phrase, in: words) : words.contains(phrase) })
    {
      return true
    }
    if openings.contains(where: { opening in
      [" ", ". ", "? ", "! ", ": ", "; "].contains { starts(opening, after: $0, in: words) }
    }) {
      return true
    }
    return isSpelledOut(parts)
      && phrases.contains { phrase in
        let letters = phrase.filter(\.isLetter)
        return letters.count >= 8 && words.filter(\.isLetter).contains(letters)
      }
  }

  private static func begins(_ phrase: String, in words: String) -> Bool {
    var place = words.startIndex
    while let found = words.range(of: phrase, range: place..<words.endIndex) {
      if found.lowerBound == words.startIndex { return true }
      let before = words[words.index(before: found.lowerBound)]
      if !before.isLetter && !before.isNumber { return true }
      place = found.upperBound
    }
    return false
  }

  private static func starts(_ opening: String, after mark: String, in words: String) -> Bool {
    mark == " " ? words.hasPrefix(" \(opening) ") : words.contains("\(mark)\(opening) ")
  }

  /// A word that mixes scripts, or a text of which a good part is in letters that this list knows nothing of.
  private static func isUnreadable(_ text: String) -> Bool {
    func isForeign(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic && scalar.value > 0x24F }
    let letters = text.unicodeScalars.filter(\.properties.isAlphabetic)
    if letters.count(where: isForeign) * 5 > letters.count { return true }
    return text.split { !$0.isLetter }.contains { word in
      word.unicodeScalars.contains(where: isForeign) && word.unicodeScalars.contains { $0.isASCII }
    }
  }

  /// Digits that stand for letters within a word: `1gn0re`.
  private static func straightened(_ word: Substring) -> String {
    guard word.contains(where: \.isLetter), word.contains(where: \.isNumber) else { return String(word) }
    let letters: [Character: Character] = ["0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"]
    return String(word.map { letters[$0] ?? $0 })
  }

  /// Letters set apart, one by one.
  private static func isSpelledOut(_ words: [String]) -> Bool {
    words.count >= 8 && words.count { $0.count == 1 } * 2 > words.count
  }

  private static func lines(_ text: String) -> [String] {
    text.split { "\n|".contains($0) }.map(String.init)
  }
}
