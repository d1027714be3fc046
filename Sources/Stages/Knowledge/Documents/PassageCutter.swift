/// Cuts a section into passages: whole sentences, as many as fit, the last ones of a passage again at the start of the next.
public struct PassageCutter: Sendable, Hashable {
  /// Words of a passage at most; chosen like ``RetrievalSettings``. MiniLM reads 256 pieces of words, so nothing is cut off unread.
  public var words = 90
  /// Words of whole sentences that are said again at most.
  public var repeated = 18

  public init() {}

  /// The passages of `text`, in order.
  public func passages(of text: String) -> [String] {
    let sentences = Self.sentences(of: text).flatMap(pieces)
    var passages: [String] = []
    var current: [[Substring]] = []
    for sentence in sentences {
      if !current.isEmpty, current.reduce(0, { $0 + $1.count }) + sentence.count > words {
        passages.append(Self.joined(current))
        current = tail(of: current, before: sentence.count)
      }
      current.append(sentence)
    }
    if !current.isEmpty { passages.append(Self.joined(current)) }
    return passages
  }

  /// What is said again; nothing if the next sentence leaves no room for it.
  private func tail(of sentences: [[Substring]], before next: Int) -> [[Substring]] {
    var (tail, count) = ([[Substring]](), 0)
    for sentence in sentences.reversed() {
      count += sentence.count
      guard count <= repeated, count + next <= words, tail.count + 1 < sentences.count else { break }
      tail.insert(sentence, at: 0)
    }
    return tail
  }

  private func pieces(of sentence: [Substring]) -> [[Substring]] {
    stride(from: 0, to: sentence.count, by: words).map { Array(sentence[$0..<min($0 + words, sentence.count)]) }
  }

  private static func joined(_ sentences: [[Substring]]) -> String {
    sentences.map { $0.joined(separator: " ") }.joined(separator: " ")
  }

  /// Sentences as words. One ends with a mark before a word that begins like a sentence, or with an empty line.
  static func sentences(of text: String) -> [[Substring]] {
    var sentences: [[Substring]] = []
    for block in text.split(separator: "\n\n") {
      var current: [Substring] = []
      let words = block.split(whereSeparator: \.isWhitespace)
      for (index, word) in words.enumerated() {
        current.append(word)
        guard index + 1 < words.count, ends(word, before: words[index + 1]) else { continue }
        sentences.append(current)
        current = []
      }
      if !current.isEmpty { sentences.append(current) }
    }
    return sentences
  }

  private static func ends(_ word: Substring, before next: Substring) -> Bool {
    let bare = word.drop { $0 == "(" || $0 == "\"" }
    guard let mark = word.last(where: { !")\"”’]".contains($0) }), ".?!".contains(mark), let first = next.first else {
      return false
    }
    // "e.g.", "Dr." and initials are no end; a number after "No." is neither.
    let isShort =
      mark == "." && (bare.count <= 2 || ["e.g.", "i.e.", "etc.", "Dr.", "Fig.", "vs.", "al."].contains(String(bare)))
    return !isShort && (first.isUppercase || first.isNumber || "([•-\"“".contains(first))
  }
}
