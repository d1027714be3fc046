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
