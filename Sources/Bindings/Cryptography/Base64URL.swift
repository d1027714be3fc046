/// Base 64 with the alphabet for URLs and without padding, as tokens write it.
///
/// - Source: RFC 4648, section 5; RFC 7515, section 2.
public enum Base64URL {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The text of bytes.
  ///
  /// - Parameter bytes: any.
  /// - Returns: four characters for three bytes, no padding.
  public static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
      for place in 0...part.count { text.append(digits[Int(bits >> UInt32(18 - 6 * place)) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text.
  ///
  /// - Parameter text: as ``text(of:)`` writes it; strictly so: another spelling of the same bytes would be another token.
  /// - Returns: `nil` for padding, foreign characters, an impossible length, or bits behind the last byte.
  public static func bytes(of text: some StringProtocol) -> [UInt8]? {
    let values = text.utf8.map(value)
    guard !values.contains(nil), values.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 3 / 4)
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for digit in values.compactMap({ $0 }) {
      bits = bits << 6 | UInt32(digit)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      bits &= (1 << count) - 1
    }
    return bits == 0 ? bytes : nil
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case 65...90: character - 65
    case 97...122: character - 71
    case 48...57: character + 4
    case 45: 62
    case 95: 63
    default: nil
    }
  }
}
