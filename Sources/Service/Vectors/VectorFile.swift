import Cryptography
import Foundation
import SQLite
import Vocabulary

/// The store's file: sealed blocks with what must be known to find and delete them. No key lies in it.
///
/// - Threading: the ``VectorStore`` actor alone holds it; every call blocks on the disk.
final class VectorFile {
  struct Row {
    let id: Int64
    let session: SessionIdentifier
    let sealed: [UInt8]
  }

  private let database: Database

  /// Opens or makes the file.
  init(path: String) throws {
    let isNew = !FileManager.default.fileExists(atPath: path)
    database = try Database(path: path)
    // Freed pages go back to the disk; must be said before the first table.
    if isNew { try database.execute("PRAGMA auto_vacuum = INCREMENTAL") }
    try database.makeDurable()
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try database.execute(
      """
      CREATE TABLE IF NOT EXISTS block(
        id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, stream BLOB NOT NULL, first INTEGER NOT NULL,
        last INTEGER NOT NULL, expires INTEGER, size INTEGER NOT NULL, sealed BLOB NOT NULL);
      CREATE INDEX IF NOT EXISTS block_stream ON block(stream, last);
      CREATE INDEX IF NOT EXISTS block_session ON block(session);
      CREATE INDEX IF NOT EXISTS block_expires ON block(expires) WHERE expires IS NOT NULL;
      """)
  }

  func insert(session: SessionIdentifier, stream: [UInt8], wall: ClosedRange<Int64>, expires: Int64?, sealed: [UInt8]) throws {
    try database.run(
      "INSERT INTO block(session, stream, first, last, expires, size, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        .text(session.text), .blob(stream), .integer(wall.lowerBound), .integer(wall.upperBound), SQLValue(expires),
        .integer(Int64(sealed.count)), .blob(sealed),
      ])
  }

  /// Ids of the blocks of a stream that touch a time, in the order in which they were written.
  func ids(stream: [UInt8], wall: ClosedRange<Int64>) throws -> [Int64] {
    try database.rows(
      "SELECT id FROM block WHERE stream = ? AND last >= ? AND first <= ? ORDER BY id",
      [.blob(stream), .integer(wall.lowerBound), .integer(wall.upperBound)]
    ) { $0.integer(0) }
  }

  /// `nil` for a block that was deleted meanwhile.
  func row(_ id: Int64) throws -> Row? {
    try database.first("SELECT session, sealed FROM block WHERE id = ?", [.integer(id)]) { row in
      SessionIdentifier(row.text(0)).map { Row(id: id, session: $0, sealed: row.blob(1)) }
    } ?? nil
  }

  /// Bytes of all blocks.
  func size() throws -> Int64 { try database.first("SELECT coalesce(sum(size), 0) FROM block") { $0.integer(0) } ?? 0 }

  func sessions() throws -> [SessionIdentifier] {
    try database.rows("SELECT DISTINCT session FROM block") { SessionIdentifier($0.text(0)) }.compactMap(\.self)
  }

  /// - Returns: how many blocks went.
  func remove(session: SessionIdentifier) throws -> Int {
    try database.run("DELETE FROM block WHERE session = ?", [.text(session.text)])
    return database.changes
  }

  /// - Returns: how many blocks went.
  func removeExpired(at wall: Int64) throws -> Int {
    try database.run("DELETE FROM block WHERE expires IS NOT NULL AND expires <= ?", [.integer(wall)])
    return database.changes
  }

  /// Deletes the oldest blocks until all are within `limit` bytes.
  ///
  /// - Returns: how many went.
  func trim(to limit: Int64) throws -> Int {
    var (size, count) = (try size(), 0)
    while size > limit {
      let oldest = try database.rows("SELECT id, size FROM block ORDER BY id LIMIT 16") { ($0.integer(0), $0.integer(1)) }
      guard !oldest.isEmpty else { break }
      for (id, bytes) in oldest where size > limit {
        try database.run("DELETE FROM block WHERE id = ?", [.integer(id)])
        size -= bytes
        count += 1
      }
    }
    return count
  }

  /// Gives freed pages back, and empties the log: nothing of a deleted block stays in either.
  func shrink() throws {
    try database.execute("PRAGMA incremental_vacuum")
    _ = try database.checkpoint()
  }
}
