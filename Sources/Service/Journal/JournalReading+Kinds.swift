import SQLite
public import Vocabulary

extension Ledger {
  /// Every entry of some kinds, in the order of the chain, with vectors.
  func entries(of kinds: Set<JournalEntryKind>) throws -> [JournalEntry] {
    try kinds.flatMap { try entries.links(kind: $0) }.sorted { $0.header.sequence < $1.header.sequence }.map(entry(of:))
  }
}

extension JournalStore {
  /// Every entry of some kinds, in the order of the chain, with vectors. The data of a purged entry is `{"purged":true}`.
  ///
  /// - Parameter kinds: which.
  /// - Returns: the entries.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func entries(of kinds: Set<JournalEntryKind>) async throws(JournalError) -> [JournalEntry] {
    try perform { try $0.entries(of: kinds) }
  }
}

extension JournalVerifier {
  /// Every entry of some kinds of a journal that a server may be writing at the moment, with vectors.
  ///
  /// - Parameter kinds: which.
  /// - Returns: the entries in the order of the chain; those of purged sessions are left out.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func entries(of kinds: Set<JournalEntryKind>) throws(JournalError) -> [JournalEntry] {
    do {
      guard folder.hasDatabase else { throw JournalError.absent(path: folder.database) }
      let master = try MasterKey.load(folder, isNew: false)
      let database = try open()
      return try database.snapshot {
        let keys = KeyRing(database: database, master: master)
        let links = try kinds.flatMap { try EntryTable(database: database).links(kind: $0) }
        return try links.sorted { $0.header.sequence < $1.header.sequence }.compactMap { link in
          guard case .present(let key)? = try keys.key(of: link.header.keyName) else { return nil }
          return try link.entry(data: try JSONValue(parsing: try link.plaintext(key: key)))
        }
      }
    } catch { throw JournalError(error, folder: folder.path) }
  }
}
