internal import CCrypto

/// A self-signed P-256 certificate with its key, made anew for each process: what a DTLS peer recognises by its fingerprint.
///
/// It names nobody and vouches for nothing; trust comes from the fingerprint in the session description (RFC 8842).
public struct EphemeralCertificate: Sendable {
  /// Certificate and private key in PEM, one after the other.
  public let pem: Secret
  /// SHA-256 of the certificate as `a=fingerprint` shows it: 32 pairs of upper-case hexadecimal digits with colons.
  public let fingerprint: String

  /// - Parameter days: how long it is valid, from an hour ago on.
  public init(days: Int = 30) throws(CryptographyError) {
    let key = try PrivateKey()
    let certificate = try Certificate(key: key, days: days)
    pem = Secret(text: try certificate.pem() + key.pem())
    fingerprint = try certificate.fingerprint()
  }
}

/// Owns an `EVP_PKEY` on the curve P-256.
@safe
private final class PrivateKey {
  let pointer: OpaquePointer

  /// - Source: `EVP_PKEY_CTX_new_id`, `EVP_PKEY_keygen_init`, `EVP_PKEY_CTX_set_ec_paramgen_curve_nid`, `EVP_PKEY_generate`.
  init() throws(CryptographyError) {
    guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { throw LibraryFailure.last(in: "EVP_PKEY_CTX_new_id") }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    guard unsafe EVP_PKEY_keygen_init(context) == 1,
      unsafe EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
      unsafe EVP_PKEY_generate(context, &made) == 1, let made = unsafe made
    else { throw LibraryFailure.last(in: "EVP_PKEY_generate") }
    unsafe pointer = made
  }

  deinit { unsafe EVP_PKEY_free(pointer) }

  func pem() throws(CryptographyError) -> String {
    try unsafe MemoryText.write("PEM_write_bio_PrivateKey") {
      unsafe PEM_write_bio_PrivateKey($0, pointer, nil, nil, 0, nil, nil)
    }
  }
}

/// Owns an `X509`.
@safe
private final class Certificate {
  private let pointer: OpaquePointer

  init(key: PrivateKey, days: Int) throws(CryptographyError) {
    guard let made = unsafe X509_new() else { throw LibraryFailure.last(in: "X509_new") }
    unsafe pointer = made
    var serial: UInt64 = 0
    for byte in try RandomBytes.make(7) { serial = serial << 8 | UInt64(byte) }
    let name = unsafe X509_get_subject_name(made)
    // Version 3 is written as 2 (RFC 5280 section 4.1.2.1); issuer and subject are the same.
    guard unsafe X509_set_version(made, 2) == 1,
      unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), serial | 1) == 1,
      unsafe X509_gmtime_adj(X509_getm_notBefore(made), -3_600) != nil,
      unsafe X509_gmtime_adj(X509_getm_notAfter(made), days * 86_400) != nil,
      unsafe X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, "media", -1, -1, 0) == 1,
      unsafe X509_set_issuer_name(made, name) == 1, unsafe X509_set_pubkey(made, key.pointer) == 1,
      unsafe X509_sign(made, key.pointer, EVP_sha256()) > 0
    else { throw LibraryFailure.last(in: "X509_sign") }
  }

  deinit { unsafe X509_free(pointer) }

  func fingerprint() throws(CryptographyError) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard unsafe X509_digest(pointer, EVP_sha256(), &digest, &count) == 1 else { throw LibraryFailure.last(in: "X509_digest") }
    let pairs = digest.prefix(Int(count)).map {
      String($0 >> 4, radix: 16, uppercase: true) + String($0 & 15, radix: 16, uppercase: true)
    }
    return pairs.joined(separator: ":")
  }

  func pem() throws(CryptographyError) -> String {
    try unsafe MemoryText.write("PEM_write_bio_X509") { unsafe PEM_write_bio_X509($0, pointer) }
  }
}

/// Text that libcrypto writes into memory.
private enum MemoryText {
  static func write(_ function: String, _ body: (OpaquePointer) -> Int32) throws(CryptographyError) -> String {
    guard let memory = unsafe BIO_new(BIO_s_mem()) else { throw LibraryFailure.last(in: "BIO_new") }
    defer { unsafe BIO_free_all(memory) }
    guard unsafe body(memory) == 1 else { throw LibraryFailure.last(in: function) }
    var bytes = [UInt8](repeating: 0, count: Int(unsafe BIO_ctrl_pending(memory)))
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe BIO_read(memory, $0.baseAddress, Int32($0.count)) }
    return String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
  }
}
