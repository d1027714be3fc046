/// Cuts a passage into sentences that may be quoted.
enum PassageSentences {
  /// The whole, plain sentences of a passage, without those that read as instructions. A passage that holds a single instruction is not
  /// quoted at all: who wrote one may have written more.
  static func of(_ text: String) -> [String] {
    guard !InstructionGuard.isInstruction(text) else { return [] }
    var sentences: [String] = []
    var current = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      current += (current.isEmpty ? "" : " ") + word
      // An abbreviation's full stop follows a short word.
      guard word.hasSuffix("."), word.count > 3 else { continue }
      sentences.append(current)
      current = ""
    }
    return sentences.filter { SentenceForm.isSentence($0) }
  }
}
