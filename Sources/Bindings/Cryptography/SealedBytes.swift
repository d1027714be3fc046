/// What ``AES256GCM`` makes of a plaintext.
public struct SealedBytes: Sendable, Hashable {
  /// 12 bytes, never used twice with one key.
  public let nonce: [UInt8]
  /// As long as the plaintext.
  public let ciphertext: [UInt8]
  /// 16 bytes.
  public let tag: [UInt8]

  public init(nonce: [UInt8], ciphertext: [UInt8], tag: [UInt8]) {
    self.nonce = nonce
    self.ciphertext = ciphertext
    self.tag = tag
  }
}

extension SealedBytes {
  /// Nonce, ciphertext and tag one after the other.
  public var joined: [UInt8] { nonce + ciphertext + tag }

  /// Takes ``joined`` apart.
  ///
  /// - Throws: ``CryptographyError/length(of:expected:actual:)`` if it is too short to hold a nonce and a tag.
  public init(joined: [UInt8]) throws(CryptographyError) {
    let shortest = AES256GCM.nonceByteCount + AES256GCM.tagByteCount
    guard joined.count >= shortest else { throw .length(of: "sealed bytes", expected: shortest, actual: joined.count) }
    let body = joined.dropFirst(AES256GCM.nonceByteCount)
    self.init(
      nonce: Array(joined.prefix(AES256GCM.nonceByteCount)), ciphertext: Array(body.dropLast(AES256GCM.tagByteCount)),
      tag: Array(body.suffix(AES256GCM.tagByteCount)))
  }
}
