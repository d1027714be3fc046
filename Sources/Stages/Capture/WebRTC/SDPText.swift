/// Checks of the small words that session descriptions are made of.
enum SDPText {
  /// RFC 8866's `token`: visible ASCII without separators; `extra` adds some.
  static func isToken(_ text: some StringProtocol, allowing extra: String = "") -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x21...0x7e).contains($0) && (!"\"(),/:;<=>?@[\\]".utf8.contains($0) || extra.utf8.contains($0))
      }
  }

  /// RFC 8839's `ice-char`s, as in ufrags, passwords and foundations.
  static func isIceText(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: false
    }
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
    default: false
    }
  }

  /// Decimal digits only, no sign, at most `limit`; `nil` otherwise.
  static func number(_ text: some StringProtocol, atMost limit: Int) -> Int? {
    guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text),
      value <= limit
    else { return nil }
    return value
  }
}
