extension Database {
  /// Write-ahead log, and a sync to the disk in every commit: what a commit returned survives a crash and a power cut.
  ///
  /// - Source: sqlite.org/pragma.html, `journal_mode`, `synchronous`, `secure_delete`, `trusted_schema`.
  public func makeDurable() throws(SQLiteError) {
    try run("PRAGMA journal_mode = WAL")
    try execute("PRAGMA synchronous = FULL")
    // What is deleted is overwritten: a destroyed key must not linger in a free page.
    try execute("PRAGMA secure_delete = ON")
    try execute("PRAGMA foreign_keys = ON")
    try execute("PRAGMA trusted_schema = OFF")
  }

  /// Moves the write-ahead log into the file and empties it, so that the file alone is the whole database.
  ///
  /// - Returns: `false` if another connection still reads from the log; nothing is lost, try again later.
  public func checkpoint() throws -> Bool {
    try first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) == 0 } ?? false
  }

  /// Writes a consistent copy to `path`, which must not exist, while others read and write.
  ///
  /// - Source: `VACUUM INTO`.
  public func backUp(to path: String) throws(SQLiteError) { try run("VACUUM INTO ?", [.text(path)]) }

  /// What is wrong with the file's structure, in SQLite's words; `nil` if nothing is.
  ///
  /// - Source: `PRAGMA quick_check`.
  public func damage() throws -> String? {
    let lines = try rows("PRAGMA quick_check(3)") { $0.text(0) }
    return lines == ["ok"] ? nil : lines.joined(separator: "; ")
  }

  /// The most pages the file may have; writing past it fails as a full disk does.
  public func limitPages(to count: Int64) throws(SQLiteError) { try run("PRAGMA max_page_count = \(count)") }

  /// Pages that the file has.
  public func pageCount() throws -> Int64 { try first("PRAGMA page_count") { $0.integer(0) } ?? 0 }
}
