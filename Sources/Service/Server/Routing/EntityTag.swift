/// Entity tags as headers carry them.
enum EntityTag {
  static func quoted(_ tag: String) -> String { "\"\(tag)\"" }

  /// The tag within the quotes; a weak mark is dropped.
  static func bare(_ header: String) -> String {
    var text = header.drop { $0 == " " }[...]
    if text.hasPrefix("W/") { text = text.dropFirst(2) }
    while text.hasSuffix(" ") { text = text.dropLast() }
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
    return String(text.dropFirst().dropLast())
  }
}
