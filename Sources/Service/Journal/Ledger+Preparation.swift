import Cryptography
import SQLite
import Vocabulary

extension Ledger {
  /// Brings tables and projections up to date, and refuses a file that is not what it was when we left it.
  func prepare(_ folder: JournalFolder) throws {
    try database.transaction {
      let mustProject = try Schema.migrate(database)
      try checkKey(folder)
      try checkEnd(folder)
      let projected = try Metadata.integer("projection_version", in: database)
      if mustProject || projected != AlertProjection.version { try project() }
    }
  }

  /// Makes the projections anew from the chain, in the caller's transaction. Alerts of purged sessions stay away.
  func project() throws {
    try alerts.removeAll()
    try latest.removeAll()
    try sessions.removeAll()
    var position: Int64 = 0
    while true {
      let page = try entries.links(after: position, limit: 256)
      guard let last = page.last else { break }
      for link in page where try isReadable(link) { try project(try entry(of: link)) }
      position = last.header.sequence
    }
    try Metadata.set("projection_version", .integer(AlertProjection.version), in: database)
  }

  /// Brings one new entry into the projections.
  func project(_ entry: JournalEntry) throws {
    try latest.note(entry)
    try sessions.note(entry)
    guard let alert = entry.alert, AlertProjection.kinds.contains(entry.kind) else { return }
    if let record = try AlertProjection.apply(entry, to: try alerts.record(alert)) { try alerts.write(record) }
  }

  private func checkKey(_ folder: JournalFolder) throws {
    let expected = try MessageAuthentication.sha256(Array("key-check".utf8), key: master.head)
    guard let found = try Metadata.blob("key_check", in: database) else {
      return try Metadata.set("key_check", .blob(expected), in: database)
    }
    guard ConstantTime.areEqual(found, expected) else { throw JournalError.keyMismatch(path: folder.key) }
  }

  /// A journal whose last entries are gone must not be written on: the gap would be hidden.
  private func checkEnd(_ folder: JournalFolder) throws {
    let head = try entries.head()
    let isGenuine = try entries.isGenuine(head, master: master)
    let last = try entries.last()
    guard isGenuine, last?.header.sequence ?? 0 == head.sequence, last?.hash ?? ChainLink.origin == head.hash else {
      throw JournalError.corrupt(folder.path, cause: "its last entries are not those that were written")
    }
  }
}
