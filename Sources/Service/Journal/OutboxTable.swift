import Cryptography
import SQLite
import Vocabulary

/// What sinks must receive, and what they have received lately; bodies are sealed under the key of the session they tell of.
struct OutboxTable {
  /// How a row stands.
  enum State: Int64 { case waiting, delivered, dead }

  private static let columns = "id, sequence, session, sink, type, body, attempts"

  let database: Database
  let keys: KeyRing

  func insert(_ delivery: JournalDelivery, entry: JournalEntry) throws {
    let session = entry.session?.text ?? KeyRing.journal
    guard case .present(let key) = try keys.makeKey(of: session) else { return }
    let id = RandomIdentifier.hexadecimal128()
    let body = try AES256GCM.seal(delivery.body.encoded, key: key, authenticating: Self.label(id))
    let queued = RFC3339.wallMilliseconds(entry.at) ?? 0
    try database.run(
      """
      INSERT INTO delivery(id, sequence, session, sink, type, body, alert, due, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .integer(entry.sequence), .text(session), .text(delivery.sink), .text(delivery.type), .blob(body.joined),
        .text(entry.alert?.text ?? ""), .integer(max(delivery.notBefore, queued)), .integer(queued),
      ])
  }

  /// Oldest first.
  func pending(sink: String?, limit: Int) throws -> [PendingDelivery] {
    try database.rows(
      """
      SELECT \(Self.columns) FROM delivery WHERE state = 0 AND (?1 IS NULL OR sink = ?1) ORDER BY sequence, rowid LIMIT ?2
      """, [SQLValue(sink), .integer(Int64(limit))], read)
  }

  /// What may be sent now, oldest first. A later message of an alert waits until the earlier one was delivered or given up.
  func due(sink: String, at wallMilliseconds: Int64, limit: Int) throws -> [PendingDelivery] {
    try database.rows(
      """
      SELECT \(Self.columns) FROM delivery AS one WHERE sink = ?1 AND state = 0 AND due <= ?2 AND \(Self.isFirst)
      ORDER BY due, rowid LIMIT ?3
      """, [.text(sink), .integer(wallMilliseconds), .integer(Int64(limit))], read)
  }

  /// When the next one may be sent, of those that are not due at `wallMilliseconds`.
  func nextDue(sink: String, after wallMilliseconds: Int64) throws -> Int64? {
    try database.first(
      "SELECT min(due) FROM delivery AS one WHERE sink = ?1 AND state = 0 AND due > ?2 AND \(Self.isFirst)",
      [.text(sink), .integer(wallMilliseconds)]
    ) { $0.optionalInteger(0) } ?? nil
  }

  private static let isFirst = """
    NOT EXISTS (SELECT 1 FROM delivery AS other
      WHERE other.sink = one.sink AND other.alert = one.alert AND other.state = 0 AND other.rowid < one.rowid AND one.alert <> '')
    """

  func remove(_ id: String) throws { try database.run("DELETE FROM delivery WHERE id = ?", [.text(id)]) }

  /// - Returns: how many there were.
  func remove(session: String) throws -> Int {
    try database.run("DELETE FROM told WHERE session = ?", [.text(session)])
    try database.run("DELETE FROM delivery WHERE session = ?", [.text(session)])
    return database.changes
  }

  /// Forgets what was settled before a time.
  func removeSettled(_ state: State, before wallMilliseconds: Int64) throws {
    try database.run(
      "DELETE FROM delivery WHERE state = ? AND settled < ?", [.integer(state.rawValue), .integer(wallMilliseconds)])
  }

  private func read(_ row: borrowing Statement) throws -> PendingDelivery {
    guard case .present(let key)? = try keys.key(of: row.text(2)) else { throw CryptographyError.notAuthentic }
    let body = try AES256GCM.open(SealedBytes(joined: row.blob(5)), key: key, authenticating: Self.label(row.text(0)))
    return PendingDelivery(
      id: row.text(0), sequence: row.integer(1),
      delivery: JournalDelivery(
        sink: row.text(3), type: row.text(4), body: try JSONValue(parsing: body)),
      session: SessionIdentifier(row.text(2)), attempts: Int(row.integer(6)))
  }

  private static func label(_ id: String) -> [UInt8] { Array("skino-delivery-1\n\(id)".utf8) }
}
