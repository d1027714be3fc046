internal import CCrypto

/// A SHA-256 hash that takes its message in pieces.
///
/// Cannot fail but for lack of memory, which traps: a hash that silently came out wrong would be worse.
///
/// - Threading: one owner, any thread.
/// - Source: FIPS 180-4; `EVP_DigestInit_ex`, `EVP_DigestUpdate`, `EVP_DigestFinal_ex`.
@safe
public struct SHA256: ~Copyable {
  /// Bytes in a digest.
  public static let byteCount = 32

  private let context: OpaquePointer

  public init() {
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      fatalError("\(LibraryFailure.last(in: "EVP_DigestInit_ex"))")
    }
    unsafe self.context = unsafe context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Appends to the message.
  public mutating func update(_ bytes: RawSpan) {
    let status = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(status == 1, "EVP_DigestUpdate failed")
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
    let status = unsafe digest.withUnsafeMutableBufferPointer { unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    precondition(status == 1, "EVP_DigestFinal_ex failed")
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
