/// Takes apart what ``ByteWriter`` wrote; `nil` where the bytes end too early.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() -> UInt8? {
    guard place < bytes.count else { return nil }
    place += 1
    return bytes[place - 1]
  }

  mutating func number() -> UInt64? {
    guard bytes.count - place >= 8 else { return nil }
    var value: UInt64 = 0
    for offset in 0..<8 { value |= UInt64(bytes[place + offset]) << UInt64(8 * offset) }
    place += 8
    return value
  }

  /// A number that counts things, each of at least one byte.
  mutating func count(upTo most: Int) -> Int? {
    guard let value = number(), value <= UInt64(most) else { return nil }
    return Int(value)
  }

  mutating func text() -> String? {
    guard let length = count(upTo: bytes.count), let slice = take(length) else { return nil }
    return String(decoding: slice, as: UTF8.self)
  }

  /// The next `length` bytes.
  mutating func take(_ length: Int) -> ArraySlice<UInt8>? {
    guard length >= 0, bytes.count - place >= length else { return nil }
    place += length
    return bytes[(place - length)..<place]
  }
}
