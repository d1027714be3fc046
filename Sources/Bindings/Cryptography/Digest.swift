/// A SHA-256 digest.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// - Precondition: 32 bytes.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == SHA256.byteCount, "a SHA-256 digest has 32 bytes")
    self.bytes = bytes
  }

  /// 64 lower-case hexadecimal digits.
  public var hexadecimal: String { Hexadecimal.text(of: bytes) }

  public var description: String { hexadecimal }
}
