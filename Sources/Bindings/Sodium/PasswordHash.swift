internal import CSodium
public import Cryptography

/// A password as it may be kept: Argon2id over it and a random salt, in the text form that names its own parameters.
///
/// - Threading: making and checking one fills ``PasswordCost/memoryBytes`` and takes a core for a tenth of a second or more: never on a
///   shared thread.
/// - Source: RFC 9106; libsodium's `crypto_pwhash_str`, `crypto_pwhash_str_verify`, `crypto_pwhash_str_needs_rehash`.
public struct PasswordHash: Sendable, Hashable {
  /// `$argon2id$v=19$m=…,t=…,p=1$salt$hash`.
  public let text: String

  /// Takes a hash as it was kept; whether it is one shows when it is checked.
  ///
  /// - Parameter text: what ``text`` was.
  public init(text: String) { self.text = text }

  /// Hashes a password with a fresh salt.
  ///
  /// - Parameters:
  ///   - password: of any length.
  ///   - cost: what each guess is to cost.
  /// - Throws: ``PasswordHashError`` where the memory cannot be had.
  public init(of password: Secret, cost: PasswordCost = .standard) throws(PasswordHashError) {
    try Self.start()
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let status = password.withBytes { span in
      unsafe span.withUnsafeBytes { bytes in
        unsafe crypto_pwhash_str(
          &text, bytes.assumingMemoryBound(to: CChar.self).baseAddress ?? Self.nothing, UInt64(bytes.count), UInt64(cost.passes),
          cost.memoryBytes)
      }
    }
    guard status == 0 else { throw .outOfMemory(bytes: cost.memoryBytes) }
    self.text = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether it is this password's. Takes as long for a wrong one as for the right one.
  ///
  /// - Parameter password: what was given.
  /// - Returns: `false` also for a text that is no hash.
  /// - Throws: ``PasswordHashError/library`` where libsodium does not start.
  public func matches(_ password: Secret) throws(PasswordHashError) -> Bool {
    try Self.start()
    return password.withBytes { span in
      unsafe span.withUnsafeBytes { bytes in
        unsafe crypto_pwhash_str_verify(
          text, bytes.assumingMemoryBound(to: CChar.self).baseAddress ?? Self.nothing, UInt64(bytes.count)) == 0
      }
    }
  }

  /// Whether it was made at another cost than `cost`, so that it should be made anew at the next right password.
  ///
  /// - Parameter cost: what is wanted now.
  /// - Returns: `true` also for a text that is no hash.
  public func isOutdated(for cost: PasswordCost) -> Bool {
    unsafe crypto_pwhash_str_needs_rehash(text, UInt64(cost.passes), cost.memoryBytes) != 0
  }

  /// An address for a password of no bytes: libsodium takes no null pointer.
  private static var nothing: UnsafePointer<CChar> { unsafe sodium_version_string() }

  /// 0 = started now, 1 = has been; it may be called from any thread.
  private static func start() throws(PasswordHashError) {
    guard sodium_init() >= 0 else { throw .library }
  }
}
