import Cryptography
import Foundation

/// What a backup holds, as its `manifest.json` says. Names, sizes and hashes are in the clear; what files say is not.
public struct BackupManifest: Sendable, Hashable, Codable {
  /// One file of the data folder.
  public struct File: Sendable, Hashable, Codable {
    /// Its path below the data folder.
    public let path: String
    /// Its name below the backup's folder `files`.
    public let sealed: String
    /// How large the file itself is.
    public let bytes: Int64
    /// SHA-256 of the file itself.
    public let sha256: String
    /// Whether it is a database, copied as it stood at one moment.
    public let isDatabase: Bool

    enum CodingKeys: String, CodingKey {
      case path, sealed, bytes, sha256
      case isDatabase = "database"
    }
  }

  /// How the passphrase becomes a key.
  public struct Derivation: Sendable, Hashable, Codable {
    let name: String
    let n: UInt64
    let r: UInt64
    let p: UInt64
    /// Hexadecimal.
    let salt: String
  }

  /// The newest format that this version knows.
  public static let newest = 1
  static let formatName = "mediaskinoscope-backup"
  static let fileName = "manifest.json"
  /// Authenticates the manifest's bytes.
  static let codeName = "manifest.code"

  let format: String
  let version: Int
  /// RFC 3339.
  public let madeAt: String
  let derivation: Derivation
  /// Tells a wrong passphrase from damage; hexadecimal.
  let keyCheck: String
  /// In the order of their paths.
  public let files: [File]
  let researchUseOnly: Bool

  enum CodingKeys: String, CodingKey {
    case format, version, derivation, files
    case madeAt = "made_at"
    case keyCheck = "key_check"
    case researchUseOnly = "research_use_only"
  }

  /// Only what every later format keeps, so that a newer one is named as such.
  struct Head: Codable {
    let format: String
    let version: Int
  }

  init(madeAt: String, derivation: Derivation, keyCheck: String, files: [File]) {
    format = Self.formatName
    version = Self.newest
    self.madeAt = madeAt
    self.derivation = derivation
    self.keyCheck = keyCheck
    self.files = files
    researchUseOnly = true
  }

  var encoded: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return [UInt8](try encoder.encode(self))
    }
  }
}
