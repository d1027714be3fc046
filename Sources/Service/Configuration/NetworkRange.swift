/// A block of addresses in CIDR notation.
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
  public let base: NetworkAddress
  public let prefixLength: Int
  public let description: String

  /// Reads `127.0.0.0/8`, `fd00::/8` or a single address; `nil` if it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let base = NetworkAddress(String(parts[0])) else { return nil }
    let width = base.bytes.count * 8
    guard parts.count == 1 || Int(parts[1]) != nil else { return nil }
    let length = parts.count == 1 ? width : Int(parts[1]) ?? -1
    guard (0...width).contains(length) else { return nil }
    self.base = base
    prefixLength = length
    description = text
  }

  /// Whether `address` lies in the block; never across versions.
  public func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == base.bytes.count else { return false }
    return (0..<prefixLength).allSatisfy { bit in
      let mask = UInt8(128) >> UInt8(bit % 8)
      return address.bytes[bit / 8] & mask == base.bytes[bit / 8] & mask
    }
  }
}
