/// Why a backup was not made or not restored. Cases carry facts; none carries what a file says, or the passphrase.
public enum BackupError: Error, Sendable, Hashable {
  /// There is no data folder, or nothing in it.
  case noData(path: String)
  /// The target exists and is not empty.
  case notEmpty(path: String)
  /// The folder is no backup.
  case notABackup(path: String)
  /// A later version of this program made it.
  case newerVersion(found: Int, known: Int)
  /// The passphrase is shorter than it must be.
  case passphraseTooShort(shortest: Int)
  case wrongPassphrase
  /// Something of the backup is not what was written; what, and how.
  case damaged(what: String, how: String)
  /// A database could not be copied.
  case database(name: String, reason: String)
  /// The file system refused.
  case files(doing: String, path: String, reason: String)
  /// The cryptographic library refused.
  case cryptography(reason: String)
}

extension BackupError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noData(let path): "there is nothing to back up in \(path): name the data folder with --data"
    case .notEmpty(let path): "\(path) is not empty: name a new folder, so that nothing is overwritten"
    case .notABackup(let path): "\(path) is no backup: it has no manifest.json that this program can read"
    case .newerVersion(let found, let known):
      "the backup has format \(found), this version knows up to \(known): restore it with the newer version that made it"
    case .passphraseTooShort(let shortest):
      "the passphrase must have at least \(shortest) characters: give it as the first line of standard input"
    case .wrongPassphrase: "the passphrase is not the one that this backup was made with; nothing was restored"
    case .damaged(let what, let how): "the backup is damaged: \(what) \(how); nothing was restored. Use another copy of it"
    case .database(let name, let reason): "the database \(name) could not be copied: \(reason)"
    case .files(let doing, let path, let reason): "\(doing) \(path) failed: \(reason)"
    case .cryptography(let reason): "the backup could not be sealed or opened: \(reason)"
    }
  }
}
