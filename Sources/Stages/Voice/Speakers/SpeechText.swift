/// A text in the pieces that a voice takes: sentences, and clauses in them.
public struct SpeechText: Sendable, Hashable {
  /// The longest text that is spoken, in characters.
  public static let limit = 2_000

  /// Words, and the mark after them.
  public struct Clause: Sendable, Hashable {
    public let words: String
    /// One of `. , ; : ? !`; `nil` at the end of a text without one.
    public let mark: Character?
  }

  /// In order; none is empty.
  public let sentences: [[Clause]]

  private static let marks: Set<Character> = [".", ",", ";", ":", "?", "!"]
  private static let sentenceMarks: Set<Character> = [".", "?", "!"]

  /// Cuts a text. A mark counts where white space or the end follows: `3.5` stays whole.
  ///
  /// - Parameter text: plain text.
  /// - Throws: ``VoiceError/text(characters:limit:)`` if there is nothing to say or too much.
  public init(_ text: String) throws(VoiceError) {
    guard text.count <= Self.limit, text.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw .text(characters: text.count, limit: Self.limit)
    }
    var (sentences, clauses, words): ([[Clause]], [Clause], String) = ([], [], "")
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let isLast = index + 1 == characters.count
      guard Self.marks.contains(character), isLast || characters[index + 1].isWhitespace else {
        words.append(character)
        continue
      }
      Self.close(&words, with: character, into: &clauses)
      if Self.sentenceMarks.contains(character) { Self.close(&clauses, into: &sentences) }
    }
    Self.close(&words, with: nil, into: &clauses)
    Self.close(&clauses, into: &sentences)
    self.sentences = sentences
  }

  private static func close(_ words: inout String, with mark: Character?, into clauses: inout [Clause]) {
    let said = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    words = ""
    guard said.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    clauses.append(Clause(words: said, mark: mark))
  }

  private static func close(_ clauses: inout [Clause], into sentences: inout [[Clause]]) {
    if !clauses.isEmpty { sentences.append(clauses) }
    clauses = []
  }
}
