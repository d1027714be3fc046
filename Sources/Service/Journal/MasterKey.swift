import Cryptography

/// The key in the data folder, and what is derived from it. It wraps the sessions' keys and never seals an entry itself.
struct MasterKey: Sendable {
  /// Authenticates the end of the chain.
  let head: Secret
  /// Makes the blind names by which the projection is searched.
  let index: Secret
  /// Seals what the audit says, and authenticates its end.
  let audit: Secret
  let auditHead: Secret
  private let wrapping: Secret

  init(_ master: Secret) throws(CryptographyError) {
    head = try Self.derive("head", from: master)
    index = try Self.derive("index", from: master)
    audit = try Self.derive("audit", from: master)
    auditHead = try Self.derive("audit-head", from: master)
    wrapping = try Self.derive("wrapping", from: master)
  }

  /// Reads the key file, or makes it where there is no journal yet.
  static func load(_ folder: JournalFolder, isNew: Bool) throws -> MasterKey {
    do {
      let master = try SecretFile.read(folder.key)
      guard master.byteCount == AES256GCM.keyByteCount else { throw JournalError.keyMismatch(path: folder.key) }
      return try MasterKey(master)
    } catch SecretFile.Failure.absent where isNew {
      let master = try Secret.random(byteCount: AES256GCM.keyByteCount)
      try SecretFile.write(master, to: folder.key)
      return try MasterKey(master)
    }
  }

  func wrap(_ key: Secret, of session: String) throws -> [UInt8] {
    try AES256GCM.wrap(key, under: wrapping, authenticating: Self.label(session)).joined
  }

  func unwrap(_ wrapped: [UInt8], of session: String) throws -> Secret {
    try AES256GCM.unwrap(SealedBytes(joined: wrapped), under: wrapping, authenticating: Self.label(session))
  }

  /// A name that tells nothing without the key, the same for the same text.
  func blind(_ field: String, _ text: String) throws(CryptographyError) -> [UInt8] {
    try MessageAuthentication.sha256(Array("\(field)\n\(text)".utf8), key: index)
  }

  private static func derive(_ purpose: String, from master: Secret) throws(CryptographyError) -> Secret {
    Secret(bytes: try MessageAuthentication.sha256(Array("skino-journal-1 \(purpose)".utf8), key: master))
  }

  private static func label(_ session: String) -> [UInt8] { Array("skino-session-key-1\n\(session)".utf8) }
}
