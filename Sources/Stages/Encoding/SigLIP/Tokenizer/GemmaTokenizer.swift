/// The byte-pair tokenizer that SigLIP 2 took from Gemma: added tokens are found first, what lies between is written in lower
/// case with ▁ for blanks, then joined.
///
/// - Source: Hugging Face `Siglip2Tokenizer`: SigLIP 2 was trained on lower case.
struct GemmaTokenizer: Sendable {
  let model: BytePairModel
  private var lowersCase: Bool
  /// Added tokens by their first character, longer ones first.
  private let added: [Unicode.Scalar: [(content: [Unicode.Scalar], id: Int32)]]

  init(_ file: TokenizerFile, lowersCase: Bool) throws(EncodingError) {
    let known = ["Lowercase", "\" \" by \"▁\""]
    if let step = file.steps.first(where: { !known.contains($0) }) {
      throw Self.refuse("normalizer", known.joined(separator: " and "), step)
    }
    guard file.steps.contains(known[1]) else { throw Self.refuse("normalizer", known[1], "nothing of that kind") }
    model = try BytePairModel(file)
    self.lowersCase = lowersCase || file.steps.contains(known[0])
    var added: [Unicode.Scalar: [(content: [Unicode.Scalar], id: Int32)]] = [:]
    for token in file.added {
      if let option = token.stripsOrWants { throw Self.refuse("added_tokens.\(option)", "false", true) }
      if token.isNormalized { throw Self.refuse("added_tokens.normalized", "false", true) }
      let content = Array(token.content.unicodeScalars)
      if let first = content.first { added[first, default: []].append((content, Int32(clamping: token.id))) }
    }
    self.added = added.mapValues { $0.sorted { $0.content.count > $1.content.count } }
  }

  /// The same with letters left as they are, or the other way round.
  func flippingCase() -> GemmaTokenizer {
    var copy = self
    copy.lowersCase.toggle()
    return copy
  }

  /// Ids of a text, nothing around them.
  func encode(_ text: String) -> [Int32] {
    let scalars = Array(text.unicodeScalars)
    var ids: [Int32] = []
    var plain = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      if let token = added[scalars[place]]?.first(where: { scalars[place...].starts(with: $0.content) }) {
        ids += model.encode(String(plain)) + [token.id]
        plain = String.UnicodeScalarView()
        place += token.content.count
      } else {
        append(scalars[place], to: &plain)
        place += 1
      }
    }
    return ids + model.encode(String(plain))
  }

  /// Each character by itself, as the reference does: a sigma at a word's end is no special case.
  private func append(_ scalar: Unicode.Scalar, to text: inout String.UnicodeScalarView) {
    if scalar == " " {
      text.append("\u{2581}")
    } else if lowersCase {
      text.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    } else {
      text.append(scalar)
    }
  }

  private static func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
    .configuration(file: TokenizerFile.name, field: field, expected: expected, actual: "\(actual)")
  }
}
