internal import CCrypto

// The key is made in the initialisers only and then only read, which libcrypto allows from several threads.
/// A public key that tells whether a signature is its owner's: RSA with PKCS #1 v1.5, or ECDSA on P-256, each with SHA-256.
///
/// - Threading: immutable; safe to share.
/// - Source: RFC 8017, section 8.2; FIPS 186-5; libcrypto's `EVP_PKEY_fromdata` and `EVP_DigestVerify`.
@safe
public final class VerifyingKey: @unchecked Sendable {
  /// Which signatures it verifies.
  public enum Kind: Sendable, Hashable {
    /// `RS256` of RFC 7518.
    case rsa
    /// `ES256` of RFC 7518.
    case p256
  }

  /// The smallest modulus of an RSA key that is believed, in bits: what RFC 7518, section 3.3, demands.
  public static let leastModulusBits = 2_048
  /// The largest: verifying with a longer one would take long.
  public static let mostModulusBits = 8_192

  public let kind: Kind
  private let pointer: OpaquePointer

  /// An RSA key.
  ///
  /// - Parameters:
  ///   - modulus: big-endian.
  ///   - exponent: big-endian.
  /// - Throws: ``CryptographyError`` for a modulus outside ``leastModulusBits``…``mostModulusBits`` or numbers that are no key.
  public init(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
    let bits = modulus.drop { $0 == 0 }.count * 8
    guard (Self.leastModulusBits...Self.mostModulusBits).contains(bits) else {
      throw .length(of: "modulus", expected: Self.leastModulusBits / 8, actual: bits / 8)
    }
    guard (1...8).contains(exponent.count) else { throw .length(of: "exponent", expected: 3, actual: exponent.count) }
    kind = .rsa
    guard let made = unsafe skino_rsa_key(modulus, Int32(modulus.count), exponent, Int32(exponent.count)) else {
      throw LibraryFailure.last(in: "EVP_PKEY_fromdata")
    }
    unsafe pointer = made
  }

  /// A key on the curve P-256.
  ///
  /// - Parameters:
  ///   - x: 32 bytes, big-endian.
  ///   - y: 32 bytes, big-endian.
  /// - Throws: ``CryptographyError`` for another length or a point that is not on the curve.
  public init(x: [UInt8], y: [UInt8]) throws(CryptographyError) {
    guard x.count == 32, y.count == 32 else {
      throw .length(of: "coordinate", expected: 32, actual: x.count == 32 ? y.count : x.count)
    }
    kind = .p256
    // 4 = both coordinates stand there (SEC 1, section 2.3.3).
    let point = [4] + x + y
    guard let made = unsafe skino_p256_key(point, point.count) else { throw LibraryFailure.last(in: "EVP_PKEY_fromdata") }
    unsafe pointer = made
  }

  deinit { unsafe EVP_PKEY_free(pointer) }

  /// Whether `signature` is this key's over `message`.
  ///
  /// - Parameters:
  ///   - signature: for RSA as long as the modulus; for P-256 the two numbers of 32 bytes one after the other (RFC 7518, section 3.4).
  ///   - message: what was signed.
  /// - Returns: `false` for whatever is not.
  public func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let encoded = kind == .rsa ? signature : Self.sequence(signature), let context = unsafe EVP_MD_CTX_new() else {
      return false
    }
    defer {
      unsafe EVP_MD_CTX_free(context)
      // A wrong signature leaves words in the queue, which the next failure would be told with.
      ERR_clear_error()
    }
    return unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, pointer) == 1
      && EVP_DigestVerify(context, encoded, encoded.count, message, message.count) == 1
  }

  /// The two numbers as libcrypto wants them: in a DER sequence.
  private static func sequence(_ signature: [UInt8]) -> [UInt8]? {
    guard signature.count == 64, let made = unsafe ECDSA_SIG_new() else { return nil }
    defer { unsafe ECDSA_SIG_free(made) }
    let (r, s) = (Array(signature[..<32]), Array(signature[32...]))
    // Both belong to the signature from then on.
    guard let first = unsafe BN_bin2bn(r, 32, nil), let second = unsafe BN_bin2bn(s, 32, nil),
      unsafe ECDSA_SIG_set0(made, first, second) == 1
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(unsafe i2d_ECDSA_SIG(made, nil)))
    let count = unsafe bytes.withUnsafeMutableBufferPointer { buffer -> Int32 in
      var next = buffer.baseAddress
      return unsafe i2d_ECDSA_SIG(made, &next)
    }
    return count > 0 ? Array(bytes.prefix(Int(count))) : nil
  }
}
