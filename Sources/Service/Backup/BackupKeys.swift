import Cryptography

/// What is derived from a backup's passphrase.
struct BackupKeys: Sendable {
  let sealing: Secret
  private let naming: Secret

  init(passphrase: Secret, _ derivation: BackupManifest.Derivation) throws(BackupError) {
    guard derivation.name == "scrypt", let salt = Hexadecimal.bytes(of: derivation.salt), salt.count >= 16,
      // A manifest is not believed before its code is checked: it must not be able to ask for all memory there is.
      derivation.n <= 1 << 20, derivation.r <= 16, derivation.p <= 4
    else { throw .damaged(what: BackupManifest.fileName, how: "names no derivation of the key that this program knows") }
    do throws(CryptographyError) {
      let root = try PassphraseKey.derive(
        from: passphrase, salt: salt,
        cost: .init(iterations: derivation.n, blockSize: derivation.r, parallelism: derivation.p))
      sealing = Secret(bytes: try MessageAuthentication.sha256(Array("skino-backup-1 sealing".utf8), key: root))
      naming = Secret(bytes: try MessageAuthentication.sha256(Array("skino-backup-1 manifest".utf8), key: root))
    } catch { throw .cryptography(reason: error.description) }
  }

  /// The same for the same passphrase and salt, and tells nothing of either.
  var check: String {
    get throws(BackupError) { try code(of: Array("key-check".utf8)) }
  }

  /// Authenticates `bytes`; hexadecimal.
  func code(of bytes: [UInt8]) throws(BackupError) -> String {
    do throws(CryptographyError) {
      return Hexadecimal.text(of: try MessageAuthentication.sha256(bytes, key: naming))
    } catch { throw .cryptography(reason: error.description) }
  }
}
