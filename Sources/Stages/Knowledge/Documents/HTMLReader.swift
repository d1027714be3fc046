/// HTML as text, cut at its headings. Scripts, styles, comments and what an attribute hides are left out.
///
/// A tolerant reader of tags, not a browser: what is not closed ends with the page, unknown tags are ignored, nothing is fetched.
///
/// - Source: HTML Living Standard, 13.2.5 (tags, comments, attributes) and 13.1.2 (void elements), in the part that text needs.
struct HTMLReader {
  static func sections(_ html: String) -> [DocumentSection] {
    var reader = HTMLReader(html)
    reader.read()
    return reader.sections
  }

  /// Elements whose content is no text of the page.
  private static let silent: Set<String> = [
    "script", "style", "template", "noscript", "head", "svg", "math", "nav", "iframe", "object", "select", "textarea", "button",
  ]
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]
  /// Elements within a line; any other ends one.
  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "label", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
  ]

  private let bytes: [UInt8]
  private var position = 0
  private(set) var sections: [DocumentSection] = []
  private var headings: [String] = []
  private var text: [UInt8] = []
  /// The heading that is being read: its level.
  private var level: Int?
  /// The open element that hides, and how many of the same name are open within it.
  private var hidden: (name: String, depth: Int)?

  private init(_ html: String) { bytes = Array(html.utf8) }

  private mutating func read() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), skipComment() || readTag() { continue }
      if hidden == nil { text.append(bytes[position]) }
      position += 1
    }
    close()
  }

  private mutating func skipComment() -> Bool {
    guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "!") || bytes[position + 1] == UInt8(ascii: "?") else {
      return false
    }
    let isComment = bytes[position...].starts(with: "<!--".utf8)
    position = end(of: isComment ? "-->" : ">", from: position + (isComment ? 4 : 1))
    return true
  }

  /// Reads a tag that begins here; `false` if `<` is only a character.
  private mutating func readTag() -> Bool {
    let isEnd = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "/")
    let start = position + (isEnd ? 2 : 1)
    guard start < bytes.count, isLetter(bytes[start]) else { return false }
    let after = bytes[start...].firstIndex { !isLetter($0) && !(48...57).contains($0) && $0 != UInt8(ascii: "-") } ?? bytes.count
    let name = String(decoding: bytes[start..<after], as: UTF8.self).lowercased()
    let close = tagEnd(from: after)
    let attributes = String(decoding: bytes[after..<close], as: UTF8.self).lowercased()
    position = min(close + 1, bytes.count)
    if isEnd { ended(name) } else { started(name, attributes) }
    return true
  }

  private mutating func started(_ name: String, _ attributes: String) {
    if let open = hidden {
      if open.name == name { hidden = (name, open.depth + 1) }
      return
    }
    if name == "script" || name == "style" {
      // Raw text: only its own end tag ends it.
      position = rawEnd(of: name)
      return
    }
    if !Self.void.contains(name), Self.silent.contains(name) || isHidden(attributes) {
      hidden = (name, 1)
      return
    }
    if let level = headingLevel(name) {
      close()
      self.level = level
    } else if !Self.inline.contains(name) {
      text.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func ended(_ name: String) {
    if let open = hidden {
      if open.name == name { hidden = open.depth == 1 ? nil : (name, open.depth - 1) }
      return
    }
    if let level, headingLevel(name) != nil {
      let title = plainText().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      headings = Array(headings.prefix(level - 1))
      while headings.count < level - 1 { headings.append("") }
      headings.append(title)
      text = []
      self.level = nil
    } else if !Self.inline.contains(name) {
      text.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func close() {
    sections.append(DocumentSection(locator: DocumentSection.locator(of: headings), text: plainText()))
    text = []
    level = nil
  }

  private func plainText() -> String {
    let lines = HTMLEntities.decoded(String(decoding: text, as: UTF8.self)).split(separator: "\n")
    return lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private func headingLevel(_ name: String) -> Int? {
    name.count == 2 && name.first == "h" ? name.last?.wholeNumberValue.flatMap { (1...6).contains($0) ? $0 : nil } : nil
  }

  private func isHidden(_ attributes: String) -> Bool {
    let plain = attributes.filter { !$0.isWhitespace }
    return plain.contains("display:none") || plain.contains("visibility:hidden") || plain.contains("aria-hidden=\"true\"")
      || attributes.split(whereSeparator: \.isWhitespace).contains { $0 == "hidden" || $0.hasPrefix("hidden=") }
  }

  private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  /// Where the tag's `>` stands; one within quotes does not end it.
  private func tagEnd(from start: Int) -> Int {
    var quote: UInt8?
    for index in start..<bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      }
    }
    return bytes.count
  }

  private func rawEnd(of name: String) -> Int {
    let wanted = Array("</\(name)".utf8)
    var index = position
    while index + wanted.count <= bytes.count {
      if zip(bytes[index...], wanted).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) || $0 == $1 }) { return tagEnd(from: index) + 1 }
      index += 1
    }
    return bytes.count
  }

  private func end(of mark: String, from start: Int) -> Int {
    let wanted = Array(mark.utf8)
    var index = start
    while index + wanted.count <= bytes.count {
      if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index + wanted.count }
      index += 1
    }
    return bytes.count
  }
}
