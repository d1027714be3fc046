internal import CCrypto

/// A certificate that vouches for itself, for a server without one from elsewhere.
///
/// Key on P-256, signed with SHA-256; may identify a server and nothing else.
/// - Source: RFC 5280; `X509_sign`.
@safe
public struct SelfSignedCertificate: Sendable {
  /// PEM.
  public let certificate: String
  /// PEM, PKCS #8, not encrypted: for a file that only its owner can read.
  public let key: Secret

  /// - Parameters:
  ///   - commonName: what people see.
  ///   - alternativeNames: what clients compare, in OpenSSL's notation: `DNS:localhost`, `IP:127.0.0.1`.
  ///   - days: how long it is valid; browsers refuse more than 825.
  public init(commonName: String, alternativeNames: [String], days: Int) throws(CryptographyError) {
    let pair = unsafe try Self.keyPair()
    defer { unsafe EVP_PKEY_free(pair) }
    guard let certificate = unsafe X509_new() else { throw LibraryFailure.last(in: "X509_new") }
    defer { unsafe X509_free(certificate) }
    unsafe X509_set_version(certificate, 2)
    // 63 bits: the number must be positive.
    unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), UInt64.random(in: 1...UInt64(Int64.max)))
    // An hour back, for clients whose clock is behind.
    unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
    unsafe X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400)
    unsafe X509_set_pubkey(certificate, pair)
    let name = unsafe X509_get_subject_name(certificate)
    // MBSTRING_UTF8 is a macro.
    let utf8: Int32 = 0x1000
    guard unsafe X509_NAME_add_entry_by_txt(name, "CN", utf8, Array(commonName.utf8), Int32(commonName.utf8.count), -1, 0) == 1
    else { throw LibraryFailure.last(in: "X509_NAME_add_entry_by_txt") }
    unsafe X509_set_issuer_name(certificate, name)
    for (kind, value) in [
      (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
      (NID_ext_key_usage, "serverAuth"), (NID_subject_alt_name, alternativeNames.joined(separator: ",")),
    ] {
      guard let addition = unsafe X509V3_EXT_conf_nid(nil, nil, kind, value) else {
        throw LibraryFailure.last(in: "X509V3_EXT_conf_nid")
      }
      unsafe X509_add_ext(certificate, addition, -1)
      unsafe X509_EXTENSION_free(addition)
    }
    guard unsafe X509_sign(certificate, pair, EVP_sha256()) > 0 else { throw LibraryFailure.last(in: "X509_sign") }
    self.certificate = unsafe String(decoding: try Self.written { unsafe PEM_write_bio_X509($0, certificate) }, as: UTF8.self)
    key = Secret(bytes: unsafe try Self.written { unsafe PEM_write_bio_PKCS8PrivateKey($0, pair, nil, nil, 0, nil, nil) })
  }

  private static func keyPair() throws(CryptographyError) -> OpaquePointer {
    guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { throw LibraryFailure.last(in: "EVP_PKEY_CTX_new_id") }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var pair: OpaquePointer?
    guard unsafe EVP_PKEY_keygen_init(context) == 1,
      unsafe EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
      unsafe EVP_PKEY_keygen(context, &pair) == 1, let pair = unsafe pair
    else { throw LibraryFailure.last(in: "EVP_PKEY_keygen") }
    return unsafe pair
  }

  /// What `write` puts into a memory BIO.
  private static func written(_ write: (OpaquePointer) -> Int32) throws(CryptographyError) -> [UInt8] {
    guard let buffer = unsafe BIO_new(BIO_s_mem()) else { throw LibraryFailure.last(in: "BIO_new") }
    defer { unsafe BIO_free(buffer) }
    guard unsafe write(buffer) == 1 else { throw LibraryFailure.last(in: "PEM_write_bio") }
    var bytes = [UInt8](repeating: 0, count: 8_192)
    let count = unsafe BIO_read(buffer, &bytes, Int32(bytes.count))
    guard count > 0 else { throw LibraryFailure.last(in: "BIO_read") }
    return Array(bytes.prefix(Int(count)))
  }
}
