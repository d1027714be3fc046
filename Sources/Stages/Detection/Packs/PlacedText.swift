internal import YAML

/// A text of a pack and where it stands.
struct PlacedText: Sendable, Hashable {
  let text: String
  let line: Int

  init(_ node: YAMLNode) throws(YAMLFailure) {
    text = try node.text()
    line = node.location.line
  }

  /// The texts of a list that must not be empty.
  static func list(_ node: YAMLNode) throws(YAMLFailure) -> [PlacedText] {
    var texts: [PlacedText] = []
    for item in try node.sequence() { texts.append(try PlacedText(item)) }
    guard !texts.isEmpty else { throw node.failure(allowed: "a list of at least one text") }
    return texts
  }

  /// As tokenizers see it: lower case, without punctuation, single spaces. Two texts of the same words are the same prompt.
  var words: [Substring] { Self.words(of: text) }

  static func words(of text: String) -> [Substring] { text.lowercased().split { !($0.isLetter || $0.isNumber) } }
}
