internal import CCrypto

/// Turns a passphrase into a key by a function that costs memory, so that guessing costs it too.
///
/// - Source: RFC 7914 (scrypt); `EVP_PBE_scrypt`. The cost of ``Cost/standard`` is the first that OWASP's Password Storage Cheat Sheet
///   names for scrypt: N = 2^17, r = 8, p = 1, which takes 128 MiB.
public enum PassphraseKey {
  /// What a guess costs.
  public struct Cost: Sendable, Hashable {
    /// N, a power of two.
    public let iterations: UInt64
    /// r.
    public let blockSize: UInt64
    /// p.
    public let parallelism: UInt64

    /// - Parameters:
    ///   - iterations: N, a power of two.
    ///   - blockSize: r.
    ///   - parallelism: p.
    public init(iterations: UInt64, blockSize: UInt64, parallelism: UInt64) {
      self.iterations = iterations
      self.blockSize = blockSize
      self.parallelism = parallelism
    }

    /// N = 2^17, r = 8, p = 1: 128 MiB and a fraction of a second.
    public static let standard = Cost(iterations: 1 << 17, blockSize: 8, parallelism: 1)

    /// Bytes that it takes, and half as much again for what the library needs besides.
    var memory: UInt64 { 128 * iterations * blockSize * 3 / 2 }
  }

  /// The 32-byte key of `passphrase`.
  ///
  /// - Parameters:
  ///   - passphrase: of any length but zero.
  ///   - salt: 16 bytes or more, another for each use.
  ///   - cost: what a guess costs.
  /// - Returns: a key for ``AES256GCM`` or ``MessageAuthentication``.
  /// - Throws: ``CryptographyError/library(function:code:reason:)`` if the cost is none that the function takes.
  public static func derive(
    from passphrase: Secret, salt: [UInt8], cost: Cost = .standard
  ) throws(CryptographyError) -> Secret {
    var key = [UInt8](repeating: 0, count: AES256GCM.keyByteCount)
    defer { unsafe key.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) } }
    let status = unsafe key.withUnsafeMutableBufferPointer { output in
      unsafe passphrase.withUnsafeBytes { bytes in
        unsafe EVP_PBE_scrypt(
          bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, salt, salt.count, cost.iterations, cost.blockSize,
          cost.parallelism, cost.memory, output.baseAddress, output.count)
      }
    }
    guard status == 1 else { throw LibraryFailure.last(in: "EVP_PBE_scrypt") }
    return Secret(bytes: key)
  }
}
