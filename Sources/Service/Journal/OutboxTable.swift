import Cryptography
import SQLite
import Vocabulary

/// Deliveries that no sink has confirmed; bodies are sealed under the key of the session they tell of.
struct OutboxTable {
  let database: Database
  let keys: KeyRing

  func insert(_ delivery: JournalDelivery, entry: JournalEntry) throws {
    let session = entry.session?.text ?? KeyRing.journal
    guard case .present(let key) = try keys.makeKey(of: session) else { return }
    let id = RandomIdentifier.hexadecimal128()
    let body = try AES256GCM.seal(delivery.body.encoded, key: key, authenticating: Self.label(id))
    try database.run(
      "INSERT INTO delivery(id, sequence, session, sink, type, body) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .text(id), .integer(entry.sequence), .text(session), .text(delivery.sink), .text(delivery.type), .blob(body.joined),
      ])
  }

  /// Oldest first.
  func pending(sink: String?, limit: Int) throws -> [PendingDelivery] {
    try database.rows(
      """
      SELECT id, sequence, session, sink, type, body FROM delivery
      WHERE ?1 IS NULL OR sink = ?1 ORDER BY sequence, rowid LIMIT ?2
      """, [SQLValue(sink), .integer(Int64(limit))]
    ) { row in
      guard case .present(let key)? = try keys.key(of: row.text(2)) else { throw CryptographyError.notAuthentic }
      let body = try AES256GCM.open(SealedBytes(joined: row.blob(5)), key: key, authenticating: Self.label(row.text(0)))
      return PendingDelivery(
        id: row.text(0), sequence: row.integer(1),
        delivery: JournalDelivery(sink: row.text(3), type: row.text(4), body: try JSONValue(parsing: body)))
    }
  }

  func remove(_ id: String) throws { try database.run("DELETE FROM delivery WHERE id = ?", [.text(id)]) }

  /// - Returns: how many there were.
  func remove(session: String) throws -> Int {
    try database.run("DELETE FROM delivery WHERE session = ?", [.text(session)])
    return database.changes
  }

  private static func label(_ id: String) -> [UInt8] { Array("skino-delivery-1\n\(id)".utf8) }
}
