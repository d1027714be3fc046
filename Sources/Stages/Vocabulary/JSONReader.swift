import Foundation

/// Reads one JSON text. Vectors make journal entries long: a general decoder takes a hundred times as long for them.
///
/// - Source: RFC 8259.
struct JSONReader {
  private static let deepest = 64
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() throws(JSONFault) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    if position < bytes.count { throw fault("something follows the value") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth < Self.deepest else { throw fault("nested deeper than \(Self.deepest)") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some: return try number()
    case nil: throw fault("the text ends where a value should be")
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw fault("a member's name is needed") }
      let name = try string()
      guard take(":") else { throw fault("a colon is needed") }
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else { throw fault("a name occurs twice") }
    } while take(",")
    guard take("}") else { throw fault("a comma or a closing brace is needed") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    if take("]") { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw fault("a comma or a closing bracket is needed") }
    return .array(values)
  }

  private mutating func string() throws(JSONFault) -> String {
    position += 1
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    guard peek == UInt8(ascii: "\"") else { return try stringWithEscapes(from: start) }
    defer { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSONFault) -> String {
    position = start
    var units: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units.append(contentsOf: Array(try escape().utf8))
      case 0..<0x20: throw fault("a control character in a string")
      default: units.append(byte)
      }
    }
    throw fault("a string does not end")
  }

  private mutating func escape() throws(JSONFault) -> String {
    guard let byte = peek else { throw fault("a string does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw fault("an unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONFault) -> String {
    var units = [try hexadecimalUnit()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard take("\\"), take("u") else { throw fault("half a surrogate pair") }
      units.append(try hexadecimalUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw fault("half a surrogate pair") }
    return text
  }

  private mutating func hexadecimalUnit() throws(JSONFault) -> UInt16 {
    let end = position + 4
    guard end <= bytes.count, bytes[position..<end].allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
      let unit = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are needed") }
    position = end
    return unit
  }

  private mutating func number() throws(JSONFault) -> JSONValue {
    let start = position
    var isWhole = true
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): isWhole = false
      default: return try number(from: start, isWhole)
      }
      position += 1
    }
    return try number(from: start, isWhole)
  }

  private func number(from start: Int, _ isWhole: Bool) throws(JSONFault) -> JSONValue {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."), let number = Double(text),
      number.isFinite
    else { throw fault("not a number") }
    return .number(number)
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    let text = Array("\(word)".utf8)
    guard bytes[position...].starts(with: text) else { throw fault("an unknown word") }
    position += text.count
    return value
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let byte = peek, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(offset: position, reason: reason) }
}
