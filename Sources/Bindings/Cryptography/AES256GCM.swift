internal import CCrypto

/// AES with a 256-bit key in Galois/counter mode: encrypts, and authenticates what it encrypted together with associated data.
///
/// - Source: NIST SP 800-38D; `EVP_aes_256_gcm`.
public enum AES256GCM {
  /// Bytes in a key, a nonce and a tag.
  public static let keyByteCount = 32
  public static let nonceByteCount = 12
  public static let tagByteCount = 16

  /// Encrypts under a fresh random nonce; safe for some four thousand million messages a key.
  public static func seal(
    _ plaintext: [UInt8], key: Secret, authenticating associated: [UInt8] = []
  ) throws(CryptographyError) -> SealedBytes {
    try seal(plaintext, key: key, nonce: try RandomBytes.make(nonceByteCount), authenticating: associated)
  }

  /// Encrypts under `nonce`, which must never be used twice with one key.
  public static func seal(
    _ plaintext: [UInt8], key: Secret, nonce: [UInt8], authenticating associated: [UInt8] = []
  ) throws(CryptographyError) -> SealedBytes {
    let context = try CipherContext(encrypting: true, key: key, nonce: nonce)
    try context.authenticate(associated)
    let ciphertext = try context.update(plaintext)
    guard context.finish() else { throw LibraryFailure.last(in: "EVP_CipherFinal_ex") }
    return SealedBytes(nonce: nonce, ciphertext: ciphertext, tag: try context.tag())
  }

  /// The plaintext of `sealed`.
  ///
  /// - Throws: ``CryptographyError/notAuthentic`` if the key, the associated data or any byte is another than when it was sealed.
  public static func open(
    _ sealed: SealedBytes, key: Secret, authenticating associated: [UInt8] = []
  ) throws(CryptographyError) -> [UInt8] {
    guard sealed.tag.count == tagByteCount else {
      throw .length(of: "tag", expected: tagByteCount, actual: sealed.tag.count)
    }
    let context = try CipherContext(encrypting: false, key: key, nonce: sealed.nonce)
    try context.authenticate(associated)
    let plaintext = try context.update(sealed.ciphertext)
    try context.expect(tag: sealed.tag)
    guard context.finish() else {
      // A wrong tag leaves libcrypto's error queue empty.
      ERR_clear_error()
      throw .notAuthentic
    }
    return plaintext
  }
}
