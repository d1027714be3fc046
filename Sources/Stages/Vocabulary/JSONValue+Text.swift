extension JSONValue {
  /// Reads a JSON text in UTF-8. A number without fraction and exponent is an integer where it fits one.
  public init(parsing bytes: [UInt8]) throws(JSONFault) {
    var reader = JSONReader(bytes)
    self = try reader.read()
  }

  /// The value as JSON on one line: members by name in ascending order of their bytes, so that equal values give equal bytes.
  ///
  /// - Precondition: every number is finite; JSON knows no other.
  public var encoded: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  /// ``encoded`` as text.
  public var encodedText: String { String(decoding: encoded, as: UTF8.self) }

  /// Whether JSON can say it: every number is finite.
  public var isEncodable: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .array(let values): values.allSatisfy(\.isEncodable)
    case .object(let members): members.values.allSatisfy(\.isEncodable)
    default: true
    }
  }

  private func write(to output: inout [UInt8]) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): output.append(contentsOf: value.description.utf8)
    case .number(let value):
      precondition(value.isFinite, "JSON has no infinite numbers")
      output.append(contentsOf: value.description.utf8)
    case .string(let text): Self.write(text, to: &output)
    case .array(let values):
      Self.list(values, "[", "]", to: &output) { $0.write(to: &$1) }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.list(sorted, "{", "}", to: &output) { member, output in
        Self.write(member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar, to output: inout [UInt8],
    _ write: (Item, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: open))
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      write(item, &output)
    }
    output.append(UInt8(ascii: close))
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output.append(contentsOf: #"\""#.utf8)
      case UInt8(ascii: "\\"): output.append(contentsOf: #"\\"#.utf8)
      case 0x0a: output.append(contentsOf: #"\n"#.utf8)
      case 0x0d: output.append(contentsOf: #"\r"#.utf8)
      case 0x09: output.append(contentsOf: #"\t"#.utf8)
      case 0..<0x20: output.append(contentsOf: ((byte < 16 ? #"\u000"# : #"\u00"#) + String(byte, radix: 16)).utf8)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
