/// A range of addresses in CIDR form: `127.0.0.0/8`, `::1/128`.
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
  public let description: String
  private let base: [UInt8]
  private let prefixBits: Int

  /// `nil` unless `text` is an address and a length in bits; without a length it is that one address.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ NetworkAddress(String($0)) }) else { return nil }
    let width = address.bytes.count * 8
    var bits = width
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let given = Int(parts[1]), given <= width else { return nil }
      bits = given
    }
    base = address.bytes
    prefixBits = bits
    description = text
  }

  public func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == base.count else { return false }
    return zip(address.bytes, base).enumerated().allSatisfy { index, pair in
      let bits = min(8, max(0, prefixBits - index * 8))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      return pair.0 & mask == pair.1 & mask
    }
  }
}
