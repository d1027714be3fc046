internal import CCrypto

/// A SHA-256 hash that takes its message in pieces.
///
/// It cannot fail: it allocates nothing, and its functions always return 1.
///
/// - Threading: one owner, any thread.
/// - Source: FIPS 180-4; `SHA256_Init`, `SHA256_Update`, `SHA256_Final`.
@safe
public struct SHA256: ~Copyable {
  /// Bytes in a digest.
  public static let byteCount = 32

  private var context = SHA256_CTX()

  public init() { unsafe SHA256_Init(&context) }

  /// Appends to the message.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { _ = unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
  }

  /// Appends to the message.
  public mutating func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

  /// Appends the little-endian bytes of `values` to the message.
  public mutating func update(_ values: [Float]) { unsafe update(values.span.bytes) }

  /// Appends the UTF-8 bytes of `text` to the message.
  public mutating func update(_ text: String) { update(Array(text.utf8)) }

  /// The digest of what was appended.
  public consuming func finish() -> Digest {
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    unsafe digest.withUnsafeMutableBufferPointer { _ = unsafe SHA256_Final($0.baseAddress, &context) }
    return Digest(bytes: digest)
  }

  /// The digest of a whole message.
  public static func digest(of bytes: RawSpan) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The digest of a whole message.
  public static func digest(of bytes: [UInt8]) -> Digest { unsafe digest(of: bytes.span.bytes) }

  /// The digest of the UTF-8 bytes of `text`.
  public static func digest(of text: String) -> Digest { digest(of: Array(text.utf8)) }
}
