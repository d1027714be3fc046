/// Turns a text into ids: `[CLS]`, the longest known pieces of each word from its start, `[SEP]`.
struct WordPieceTokenizer: Sendable {
  /// Longer words are unknown as a whole.
  static let longestWord = 100

  let vocabulary: WordPieceVocabulary
  /// Ids at most, special ones included; the rest of a longer text is cut off.
  let lengthLimit: Int

  func encode(_ text: String) -> [Int64] {
    var ids: [Int64] = [vocabulary.classification]
    for word in BasicTokenizer.words(of: text) {
      guard ids.count < lengthLimit - 1 else { break }
      append(word, to: &ids)
    }
    return ids.prefix(lengthLimit - 1) + [vocabulary.separator]
  }

  private func append(_ word: String, to ids: inout [Int64]) {
    let scalars = Array(word.unicodeScalars)
    guard scalars.count <= Self.longestWord else { return ids.append(vocabulary.unknown) }
    var found: [Int64] = []
    var start = 0
    while start < scalars.count {
      guard let (id, end) = longestPiece(of: scalars, from: start) else { return ids.append(vocabulary.unknown) }
      found.append(id)
      start = end
    }
    ids += found
  }

  private func longestPiece(of scalars: [Unicode.Scalar], from start: Int) -> (id: Int64, end: Int)? {
    for end in stride(from: scalars.count, to: start, by: -1) {
      var piece = String.UnicodeScalarView(start > 0 ? "##".unicodeScalars : "".unicodeScalars)
      piece.append(contentsOf: scalars[start..<end])
      if let id = vocabulary[String(piece)] { return (id, end) }
    }
    return nil
  }
}
