internal import CCrypto

extension AES256GCM {
  /// Seals a key (or another secret) under `wrapping`.
  public static func wrap(
    _ secret: Secret, under wrapping: Secret, authenticating associated: [UInt8] = []
  ) throws(CryptographyError) -> SealedBytes {
    var plaintext = unsafe secret.withUnsafeBytes { unsafe Array($0) }
    defer { erase(&plaintext) }
    return try seal(plaintext, key: wrapping, authenticating: associated)
  }

  /// The secret that ``wrap(_:under:authenticating:)`` sealed.
  public static func unwrap(
    _ sealed: SealedBytes, under wrapping: Secret, authenticating associated: [UInt8] = []
  ) throws(CryptographyError) -> Secret {
    var plaintext = try open(sealed, key: wrapping, authenticating: associated)
    defer { erase(&plaintext) }
    return Secret(bytes: plaintext)
  }

  private static func erase(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }
}
