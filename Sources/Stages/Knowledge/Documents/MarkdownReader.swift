/// Markdown, cut at its headings.
///
/// - Source: CommonMark 0.31, headings of both kinds and fenced code; the rest of the marks are taken off or left as they are.
enum MarkdownReader {
  static func sections(_ text: String) -> [DocumentSection] {
    var sections: [DocumentSection] = []
    var headings: [String] = []
    var lines: [String] = []
    var fence: Substring?
    func close() {
      sections.append(DocumentSection(locator: DocumentSection.locator(of: headings), text: lines.joined(separator: "\n")))
      lines = []
    }
    for line in withoutFrontMatter(text.split(separator: "\n", omittingEmptySubsequences: false)) {
      let bare = line.drop { $0 == " " }
      if let open = fence {
        if bare.hasPrefix(open) { fence = nil } else { lines.append(String(line)) }
      } else if bare.hasPrefix("```") || bare.hasPrefix("~~~") {
        fence = bare.prefix(3)
      } else if let (level, title) = heading(bare) {
        close()
        enter(title, level, &headings)
      } else if let level = underline(bare), let title = lines.last, !title.allSatisfy(\.isWhitespace) {
        lines.removeLast()
        close()
        enter(plain(title), level, &headings)
      } else {
        lines.append(plain(String(line)))
      }
    }
    close()
    return sections
  }

  private static func enter(_ title: String, _ level: Int, _ headings: inout [String]) {
    headings = Array(headings.prefix(level - 1))
    while headings.count < level - 1 { headings.append("") }
    headings.append(title)
  }

  private static func heading(_ line: Substring) -> (level: Int, title: String)? {
    let level = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(level)
    guard (1...6).contains(level), rest.first?.isWhitespace ?? true else { return nil }
    return (level, plain(rest.trimmingSuffix { $0 == "#" || $0 == " " }).trimmed)
  }

  private static func underline(_ line: Substring) -> Int? {
    let marks = line.trimmingSuffix { $0 == " " }
    guard marks.count >= 3, let first = marks.first, first == "=" || first == "-" else { return nil }
    return marks.allSatisfy { $0 == first } ? (first == "=" ? 1 : 2) : nil
  }

  private static func withoutFrontMatter(_ lines: [Substring]) -> ArraySlice<Substring> {
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(where: { $0 == "---" }) else { return lines[...] }
    return lines[(end + 1)...]
  }

  /// Links and pictures leave their words, emphasis and code leave what they mark; comments and tags go.
  private static func plain(_ line: String) -> String {
    line.replacing(/!?\[([^\]]*)\]\([^)]*\)/) { String($0.output.1) }
      .replacing(/<!--.*?-->|<\/?[A-Za-z][^>]*>/, with: "")
      .replacing(/(\*\*|__|`)/, with: "")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, predicate(last) { text.removeLast() }
    return String(text)
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
