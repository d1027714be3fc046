internal import CCrypto

/// HMAC with SHA-256; with SHA-1 or SHA-512 where a protocol of others asks for it.
///
/// - Source: RFC 2104; libcrypto's `HMAC`.
public enum MessageAuthentication {
  /// The 32-byte code of `message` under `key`, which may have any length but zero.
  public static func sha256(_ message: [UInt8], key: Secret) throws(CryptographyError) -> [UInt8] {
    guard key.byteCount > 0 else { throw .length(of: "key", expected: SHA256.byteCount, actual: 0) }
    var code = [UInt8](repeating: 0, count: SHA256.byteCount)
    let isDone = unsafe code.withUnsafeMutableBufferPointer { output in
      unsafe key.withUnsafeBytes { keyBytes in
        unsafe HMAC(EVP_sha256(), keyBytes.baseAddress, Int32(keyBytes.count), message, message.count, output.baseAddress, nil)
          != nil
      }
    }
    guard isDone else { throw LibraryFailure.last(in: "HMAC") }
    return code
  }

  /// The 20-byte code with SHA-1, which is what TURN servers compute for users that are made on the fly. As a code, unlike as a hash, it
  /// is not known to be broken.
  public static func sha1(_ message: [UInt8], key: Secret) throws(CryptographyError) -> [UInt8] {
    guard key.byteCount > 0 else { throw .length(of: "key", expected: 20, actual: 0) }
    var code = [UInt8](repeating: 0, count: 20)
    let isDone = unsafe code.withUnsafeMutableBufferPointer { output in
      unsafe key.withUnsafeBytes { keyBytes in
        unsafe HMAC(EVP_sha1(), keyBytes.baseAddress, Int32(keyBytes.count), message, message.count, output.baseAddress, nil)
          != nil
      }
    }
    guard isDone else { throw LibraryFailure.last(in: "HMAC") }
    return code
  }

  /// The 64-byte code with SHA-512.
  ///
  /// - Parameters:
  ///   - message: what is authenticated.
  ///   - key: of any length but zero.
  /// - Returns: 64 bytes.
  /// - Throws: ``CryptographyError``.
  public static func sha512(_ message: [UInt8], key: Secret) throws(CryptographyError) -> [UInt8] {
    guard key.byteCount > 0 else { throw .length(of: "key", expected: 64, actual: 0) }
    var code = [UInt8](repeating: 0, count: 64)
    let isDone = unsafe code.withUnsafeMutableBufferPointer { output in
      unsafe key.withUnsafeBytes { keyBytes in
        unsafe HMAC(EVP_sha512(), keyBytes.baseAddress, Int32(keyBytes.count), message, message.count, output.baseAddress, nil)
          != nil
      }
    }
    guard isDone else { throw LibraryFailure.last(in: "HMAC") }
    return code
  }

  /// Whether `code` is that of `message` under `key`, compared in constant time.
  public static func isValid(_ code: [UInt8], of message: [UInt8], key: Secret) throws(CryptographyError) -> Bool {
    ConstantTime.areEqual(try sha256(message, key: key), code)
  }
}
