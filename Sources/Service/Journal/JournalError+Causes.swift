import Cryptography
import SQLite
import Vocabulary

extension JournalError {
  /// What `error`, from a part below, means for the journal in `folder`.
  init(_ error: any Error, folder: String) {
    switch error {
    case let error as JournalError: self = error
    case let error as SQLiteError: self.init(error, folder: folder)
    case let error as FileLock.Failure: self.init(error, folder: folder)
    case let error as SecretFile.Failure: self.init(error, path: JournalFolder(path: folder).key)
    default: self = .failed(what: "\(error)")
    }
  }

  /// The state of the journal that this error tells of; `nil` if it can still be written.
  var state: Health.Journal? {
    guard case .unavailable(let state, let detail) = self else { return nil }
    return Health.Journal(state: state, detail: detail)
  }

  static func diskFull(_ folder: String, cause: String) -> JournalError {
    .unavailable(
      .diskFull,
      detail: "Nothing can be stored in \(folder): the disk is full or refuses to write (\(cause)). "
        + "Video goes on, alerts are not kept. Free some space; storing resumes by itself.")
  }

  static func readOnly(_ folder: String, cause: String) -> JournalError {
    .unavailable(
      .readOnly,
      detail: "Nothing can be stored in \(folder): it cannot be written (\(cause)). "
        + "Video goes on, alerts are not kept. Make it writable for this user; storing resumes by itself.")
  }

  static func corrupt(_ folder: String, cause: String) -> JournalError {
    .unavailable(
      .corrupt,
      detail: "The journal \(JournalFolder(path: folder).database) is damaged (\(cause)). Video goes on, alerts are not kept. "
        + "Stop the server, keep the folder, move the three journal.sqlite files aside or put a backup back, and start again.")
  }

  private init(_ error: SQLiteError, folder: String) {
    switch error.kind {
    case .full, .inputOutput: self = .diskFull(folder, cause: error.message)
    case .notWritable: self = .readOnly(folder, cause: error.message)
    case .corrupt: self = .corrupt(folder, cause: error.message)
    case .busy, .constraint, .other: self = .failed(what: "\(error)")
    }
  }

  private init(_ error: FileLock.Failure, folder: String) {
    switch error {
    case .held: self = .inUse(folder: folder)
    case .system(let number): self.init(errorNumber: number, folder: folder)
    }
  }

  private init(_ error: SecretFile.Failure, path: String) {
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    switch error {
    case .absent: self = .keyMissing(path: path)
    case .exposed(let mode): self = .keyExposed(path: path, mode: mode)
    case .tooLarge: self = .keyMismatch(path: path)
    case .system(let number): self.init(errorNumber: number, folder: folder)
    }
  }

  private init(errorNumber: Int32, folder: String) {
    let reason = SystemReason.text(errorNumber)
    self = SystemReason.isLackOfSpace(errorNumber) ? .diskFull(folder, cause: reason) : .readOnly(folder, cause: reason)
  }
}
