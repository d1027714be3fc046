/// Plain text: form feeds are pages; without any, each paragraph is told by the line where it begins.
enum PlainTextReader {
  static func sections(_ text: String) -> [DocumentSection] {
    let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false)
    guard pages.count == 1 else {
      return pages.enumerated().map { DocumentSection(locator: "page \($0.offset + 1)", text: String($0.element)) }
    }
    var sections: [DocumentSection] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy(\.isWhitespace) {
        if sections.last?.text.isEmpty == false { sections.append(DocumentSection(locator: "line \(index + 2)", text: "")) }
      } else if sections.isEmpty {
        sections.append(DocumentSection(locator: "line \(index + 1)", text: String(line)))
      } else if sections[sections.count - 1].text.isEmpty {
        sections[sections.count - 1] = DocumentSection(locator: "line \(index + 1)", text: String(line))
      } else {
        sections[sections.count - 1].text += "\n" + line
      }
    }
    return sections
  }
}
