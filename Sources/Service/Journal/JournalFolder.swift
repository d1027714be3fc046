import Foundation

/// Where the journal's files lie in the data folder.
struct JournalFolder {
  let path: String

  /// The entries; SQLite keeps `-wal` and `-shm` beside it.
  var database: String { path + "/journal.sqlite" }
  /// The master key: whoever has it and the database can read everything that is not purged.
  var key: String { path + "/journal.key" }
  /// Who saw or changed what, sealed under the same key.
  var audit: String { path + "/audit.sqlite" }
  var lock: String { path + "/journal.lock" }

  var hasDatabase: Bool { FileManager.default.fileExists(atPath: database) }

  /// Which file the database's name stands for now; `nil` if for none.
  var databaseIdentity: Int? {
    try? FileManager.default.attributesOfItem(atPath: database)[.systemFileNumber] as? Int
  }

  /// Whether there is something in the write-ahead log.
  var hasLog: Bool {
    let size = try? FileManager.default.attributesOfItem(atPath: database + "-wal")[.size] as? Int
    return size ?? 0 > 0
  }

  /// Makes the folder if it is not there; nobody but its owner may look into it.
  func create() throws(JournalError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
      throw .diskFull(path, cause: "no space left")
    } catch {
      throw .readOnly(path, cause: "the folder cannot be made")
    }
  }
}
