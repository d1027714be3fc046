/// Puts plain numbers one after the other, lowest byte first.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: UInt64) {
    for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
  }

  /// UTF-8 with its length.
  mutating func text(_ text: String) {
    let utf8 = Array(text.utf8)
    number(UInt64(utf8.count))
    bytes += utf8
  }

  mutating func append(_ more: [UInt8]) { bytes += more }
}
