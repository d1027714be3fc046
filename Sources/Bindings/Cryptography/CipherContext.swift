internal import CCrypto

/// One run of AES-256-GCM. Frees, and thereby overwrites, its key schedule.
///
/// - Source: `EVP_CIPHER_CTX`, `EVP_CipherInit_ex`, `EVP_CipherUpdate`, `EVP_CIPHER_CTX_ctrl`.
@safe
struct CipherContext: ~Copyable {
  private let context: OpaquePointer

  init(encrypting: Bool, key: Secret, nonce: [UInt8]) throws(CryptographyError) {
    try Self.check("key", key.byteCount, AES256GCM.keyByteCount)
    try Self.check("nonce", nonce.count, AES256GCM.nonceByteCount)
    guard let context = unsafe EVP_CIPHER_CTX_new() else { throw LibraryFailure.last(in: "EVP_CIPHER_CTX_new") }
    let status = unsafe key.withUnsafeBytes { keyBytes in
      unsafe EVP_CipherInit_ex(
        context, EVP_aes_256_gcm(), nil, keyBytes.assumingMemoryBound(to: UInt8.self).baseAddress, nonce, encrypting ? 1 : 0)
    }
    guard status == 1 else {
      unsafe EVP_CIPHER_CTX_free(context)
      throw LibraryFailure.last(in: "EVP_CipherInit_ex")
    }
    unsafe self.context = unsafe context
  }

  deinit { unsafe EVP_CIPHER_CTX_free(context) }

  func authenticate(_ associated: [UInt8]) throws(CryptographyError) {
    guard !associated.isEmpty else { return }
    var written: Int32 = 0
    let status = unsafe EVP_CipherUpdate(context, nil, &written, associated, Int32(associated.count))
    guard status == 1 else { throw LibraryFailure.last(in: "EVP_CipherUpdate") }
  }

  func update(_ input: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard !input.isEmpty else { return [] }
    var output = [UInt8](repeating: 0, count: input.count)
    var written: Int32 = 0
    let status = unsafe output.withUnsafeMutableBufferPointer {
      unsafe EVP_CipherUpdate(context, $0.baseAddress, &written, input, Int32(input.count))
    }
    guard status == 1, Int(written) == input.count else { throw LibraryFailure.last(in: "EVP_CipherUpdate") }
    return output
  }

  func expect(tag: [UInt8]) throws(CryptographyError) {
    var copy = tag
    let status = unsafe copy.withUnsafeMutableBytes {
      unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32($0.count), $0.baseAddress)
    }
    guard status == 1 else { throw LibraryFailure.last(in: "EVP_CIPHER_CTX_ctrl") }
  }

  func tag() throws(CryptographyError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: AES256GCM.tagByteCount)
    let status = unsafe tag.withUnsafeMutableBytes {
      unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32($0.count), $0.baseAddress)
    }
    guard status == 1 else { throw LibraryFailure.last(in: "EVP_CIPHER_CTX_ctrl") }
    return tag
  }

  /// `false` where the tag does not match.
  func finish() -> Bool {
    // GCM writes nothing here, but libcrypto wants somewhere to write.
    var rest = [UInt8](repeating: 0, count: AES256GCM.tagByteCount)
    var written: Int32 = 0
    return unsafe rest.withUnsafeMutableBufferPointer { unsafe EVP_CipherFinal_ex(context, $0.baseAddress, &written) } == 1
  }

  private static func check(_ part: String, _ actual: Int, _ expected: Int) throws(CryptographyError) {
    if actual != expected { throw .length(of: part, expected: expected, actual: actual) }
  }
}
