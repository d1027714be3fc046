/// Reads JSON a value at a time, as its caller asks for it: nothing is built that nobody wanted, and every limit holds before
/// the work it limits. Made for files that come from strangers.
///
/// - Source: RFC 8259. Stricter where the standard leaves a choice: a name may stand once in an object, text is valid UTF-8,
///   and nothing follows the value.
struct JSONScanner {
  /// What comes next.
  enum Kind { case object, array, string, number, literal }

  private let bytes: [UInt8]
  private let depthLimit: Int
  private var depth = 0
  private(set) var place = 0

  init(_ bytes: [UInt8], depthLimit: Int = 16) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, place: place) }

  /// Whether an object, a list, … comes next.
  mutating func peek() throws(JSONFault) -> Kind {
    switch try next() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .literal
    default: throw fault("no value")
    }
  }

  /// Reads an object; `member` reads each value.
  mutating func object(_ member: (inout JSONScanner, String) throws -> Void) throws {
    var seen: Set<String> = []
    try table { scanner, bytes in
      let name = String(decoding: bytes, as: UTF8.self)
      guard seen.insert(name).inserted else { throw scanner.fault("the name '\(name.prefix(64))' stands twice in one object") }
      try member(&scanner, name)
    }
  }

  /// Reads an object of many members, whose caller looks for repeated names itself. Names come as UTF-8: texts that Unicode holds
  /// for equivalent stay apart.
  mutating func table(_ member: (inout JSONScanner, [UInt8]) throws -> Void) throws {
    try open(UInt8(ascii: "{"))
    var isFirst = true
    while try more(until: UInt8(ascii: "}"), &isFirst) {
      let name = try text()
      try expect(UInt8(ascii: ":"))
      try member(&self, name)
    }
    depth -= 1
  }

  /// Reads a list; `element` reads each value.
  mutating func array(_ element: (inout JSONScanner) throws -> Void) throws {
    try open(UInt8(ascii: "["))
    var isFirst = true
    while try more(until: UInt8(ascii: "]"), &isFirst) { try element(&self) }
    depth -= 1
  }

  /// Reads a string.
  mutating func string() throws(JSONFault) -> String { String(decoding: try text(), as: UTF8.self) }

  /// Reads a string as valid UTF-8.
  mutating func text() throws(JSONFault) -> [UInt8] {
    try expect(UInt8(ascii: "\""))
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\"), bytes[place] >= 0x20 {
      place += 1
    }
    var text = Array(bytes[start..<place])
    while true {
      guard place < bytes.count else { throw fault("a text does not end") }
      let byte = bytes[place]
      guard byte >= 0x20 else { throw fault("a control character in a text") }
      place += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
    guard String(validating: text, as: UTF8.self) != nil else { throw fault("a text is not UTF-8") }
    return text
  }

  /// Reads a whole number that an `Int` holds.
  mutating func integer() throws(JSONFault) -> Int {
    let text = try numberText()
    guard let value = Int(text) else { throw fault("\(text.prefix(32)) is no whole number below 2^63") }
    return value
  }

  /// Reads any finite number.
  mutating func number() throws(JSONFault) -> Double {
    let text = try numberText()
    guard let value = Double(text), value.isFinite else { throw fault("\(text.prefix(32)) is no number") }
    return value
  }

  /// Reads `true` or `false`.
  mutating func boolean() throws(JSONFault) -> Bool {
    if try literal("true") { return true }
    if try literal("false") { return false }
    throw fault("neither true nor false")
  }

  /// Reads `null`, if it is what comes next.
  mutating func null() throws(JSONFault) -> Bool { try literal("null") }

  /// Passes over whatever comes next.
  mutating func skip() throws {
    switch try peek() {
    case .object: try object { scanner, _ in try scanner.skip() }
    case .array: try array { scanner in try scanner.skip() }
    case .string: _ = try string()
    case .number: _ = try number()
    case .literal: if try !null() { _ = try boolean() }
    }
  }

  /// Demands that nothing but white space is left: safetensors pads its header with blanks.
  mutating func finish() throws(JSONFault) {
    skipBlanks()
    guard place == bytes.count else { throw fault("something follows the value") }
  }

  // MARK: Bytes

  private mutating func skipBlanks() {
    while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func next() throws(JSONFault) -> UInt8 {
    skipBlanks()
    guard place < bytes.count else { throw fault("the text ends too early") }
    return bytes[place]
  }

  private mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard try next() == byte else { throw fault("expected '\(Unicode.Scalar(byte))'") }
    place += 1
  }

  private mutating func open(_ byte: UInt8) throws(JSONFault) {
    try expect(byte)
    depth += 1
    guard depth <= depthLimit else { throw fault("nested deeper than \(depthLimit)") }
  }

  /// Whether another member follows; passes over the comma or the closing bracket.
  private mutating func more(until end: UInt8, _ isFirst: inout Bool) throws(JSONFault) -> Bool {
    if try next() == end {
      place += 1
      return false
    }
    if !isFirst { try expect(UInt8(ascii: ",")) }
    isFirst = false
    return true
  }

  private mutating func literal(_ word: String) throws(JSONFault) -> Bool {
    _ = try next()
    guard bytes[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func numberText() throws(JSONFault) -> String {
    guard try peek() == .number else { throw fault("expected a number") }
    let start = place
    while place < bytes.count, Self.isPartOfNumber(bytes[place]) { place += 1 }
    // A number of a million digits is no number of ours.
    guard place - start <= 64 else { throw fault("a number of \(place - start) digits") }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    guard place < bytes.count else { throw fault("a text does not end") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(try escapedScalar()).utf8)
    default: throw fault("an unknown escape")
    }
  }

  /// `\u` and four digits, or two of them that make a pair.
  private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
    let high = try fourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), bytes[place...].starts(with: Array("\\u".utf8)) else { throw fault("half of a pair") }
    place += 2
    let low = try fourDigits()
    guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) else {
      throw fault("half of a pair")
    }
    return scalar
  }

  private mutating func fourDigits() throws(JSONFault) -> UInt32 {
    guard place + 4 <= bytes.count else { throw fault("a text does not end") }
    let text = String(decoding: bytes[place..<(place + 4)], as: UTF8.self)
    guard text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16) else { throw fault("no four hexadecimal digits") }
    place += 4
    return value
  }
}
