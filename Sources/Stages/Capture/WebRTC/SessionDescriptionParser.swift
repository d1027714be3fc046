/// Reads descriptions and fragments within limits; it never traps, whatever it is given.
struct SessionDescriptionParser {
  static let byteLimit = 64 * 1024
  static let lineByteLimit = 4 * 1024
  static let lineLimit = 2_000
  static let sectionLimit = 32

  /// A whole description: `v=0`, one `o=`, one `s=`, at least one `t=`, then sections.
  static func description(_ text: String) throws(SessionDescriptionFault) -> SessionDescription {
    let lines = try lines(of: text)
    guard let first = lines.first, first.type == UInt8(ascii: "v"), first.value == "0" else { throw .noVersion }
    let head = lines.prefix { $0.type != UInt8(ascii: "m") }
    for (letter, most) in [("v", 1), ("o", 1), ("s", 1), ("t", 8)] as [(Character, Int)] {
      let count = head.count { $0.type == letter.asciiValue }
      guard (1...most).contains(count) else { throw .sessionLine(String(letter)) }
    }
    for line in lines.dropFirst(head.count) where "vost".utf8.contains(line.type) {
      throw .sessionLine(String(UnicodeScalar(line.type)))
    }
    return try sections(of: lines)
  }

  /// An `application/trickle-ice-sdpfrag` body: attributes and `m=` lines only.
  static func fragment(_ text: String) throws(SessionDescriptionFault) -> SessionDescription {
    let lines = try lines(of: text)
    for line in lines where line.type != UInt8(ascii: "a") && line.type != UInt8(ascii: "m") {
      throw .sessionLine(String(UnicodeScalar(line.type)))
    }
    return try sections(of: lines)
  }

  private struct Line {
    let number: Int
    let type: UInt8
    let value: Substring
  }

  /// Limits first, then the form of each line.
  private static func lines(of text: String) throws(SessionDescriptionFault) -> [Line] {
    guard text.utf8.count <= byteLimit else { throw .tooLong(bytes: text.utf8.count, atMost: byteLimit) }
    var found: [Line] = []
    for (index, raw) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let bytes = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
      if bytes.isEmpty { continue }
      let number = index + 1
      guard bytes.count <= lineByteLimit else { throw .lineTooLong(line: number, atMost: lineByteLimit) }
      guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .controlCharacter(line: number) }
      guard found.count < lineLimit else { throw .tooManyLines(atMost: lineLimit) }
      found.append(try line(bytes, number: number))
    }
    guard !found.isEmpty else { throw .empty }
    return found
  }

  private static func line(_ bytes: Substring.UTF8View, number: Int) throws(SessionDescriptionFault) -> Line {
    guard let type = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(type), bytes.count > 2,
      bytes[bytes.index(after: bytes.startIndex)] == UInt8(ascii: "=")
    else { throw .notALine(line: number) }
    return Line(number: number, type: type, value: Substring(bytes.dropFirst(2)))
  }

  private static func sections(of lines: [Line]) throws(SessionDescriptionFault) -> SessionDescription {
    var description = SessionDescription()
    for line in lines {
      switch line.type {
      case UInt8(ascii: "m"):
        guard description.sections.count < sectionLimit else { throw .tooManySections(atMost: sectionLimit) }
        description.sections.append(try section(line))
      case UInt8(ascii: "a"):
        let attribute = try attribute(line)
        if description.sections.isEmpty {
          description.attributes.append(attribute)
        } else {
          description.sections[description.sections.count - 1].attributes.append(attribute)
        }
      default: break
      }
    }
    return description
  }

  private static func section(_ line: Line) throws(SessionDescriptionFault) -> SessionDescription.Section {
    let words = line.value.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 4, words.count <= 131, words.allSatisfy({ SDPText.isToken($0, allowing: "/") }),
      let number = words[1].split(separator: "/").first,
      let port = SDPText.number(number, atMost: 65_535)
    else { throw .malformed(line: line.number, field: "m") }
    return SessionDescription.Section(
      kind: String(words[0]), port: port, transport: String(words[2]), formats: words[3...].map(String.init))
  }

  private static func attribute(_ line: Line) throws(SessionDescriptionFault) -> SessionDescription.Attribute {
    let parts = line.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, SDPText.isToken(name) else { throw .malformed(line: line.number, field: "a") }
    return SessionDescription.Attribute(name: String(name), value: parts.count > 1 ? String(parts[1]) : nil)
  }
}
