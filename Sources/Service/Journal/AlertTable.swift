import Cryptography
import Foundation
import SQLite
import Vocabulary

/// The alerts as the chain tells them, for lists and filters. The record is sealed under its session's key; stream and condition
/// are blind names; only how an alert stands is in the clear.
struct AlertTable {
  private static let columns = "id, session, record"

  let database: Database
  let master: MasterKey
  let keys: KeyRing

  func record(_ id: AlertIdentifier) throws -> AlertRecord? {
    try database.first("SELECT \(Self.columns) FROM alert WHERE id = ?", [.text(id.text)], read)
  }

  /// Newest first; one more than the limit if there are more.
  func records(_ filter: AlertFilter, at wallMilliseconds: Int64) throws -> [AlertRecord] {
    var conditions: [String] = []
    var values: [SQLValue] = []
    func require(_ condition: String, _ value: SQLValue) {
      conditions.append(condition)
      values.append(value)
    }
    if let stream = filter.stream { require("stream = ?", .blob(try master.blind("stream", stream.text))) }
    if let condition = filter.condition { require("condition = ?", .blob(try master.blind("condition", condition.text))) }
    if let session = filter.session { require("session = ?", .text(session.text)) }
    if let before = filter.before { require("sequence < ?", .integer(before)) }
    if let state = filter.state {
      conditions.append(Self.condition(for: state))
      if state != .acknowledged { values.append(.integer(wallMilliseconds)) }
    }
    let whole = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    values.append(.integer(Int64(max(1, filter.limit)) + 1))
    return try database.rows("SELECT \(Self.columns) FROM alert \(whole) ORDER BY sequence DESC LIMIT ?", values, read)
  }

  func session(of id: String) throws -> String? {
    try database.first("SELECT session FROM alert WHERE id = ?", [.text(id)]) { $0.text(0) }
  }

  func count() throws -> Int { Int(try database.first("SELECT count(*) FROM alert") { $0.integer(0) } ?? 0) }

  func count(session: String) throws -> Int {
    Int(try database.first("SELECT count(*) FROM alert WHERE session = ?", [.text(session)]) { $0.integer(0) } ?? 0)
  }

  func write(_ record: AlertRecord) throws {
    guard case .present(let key) = try keys.makeKey(of: record.session.text) else {
      throw JournalError.sessionPurged(record.session)
    }
    let sealed = try AES256GCM.seal(
      Array(JSONEncoder().encode(record)), key: key, authenticating: Self.label(record.id.text))
    try database.run(
      """
      INSERT INTO alert(id, sequence, session, stream, condition, ended, acknowledged, silenced_until, record)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      ON CONFLICT(id) DO UPDATE SET ended = ?6, acknowledged = ?7, silenced_until = ?8, record = ?9
      """,
      [
        .text(record.id.text), .integer(record.sequence), .text(record.session.text),
        .blob(try master.blind("stream", record.stream.text)), .blob(try master.blind("condition", record.condition.text)),
        .integer(record.endedAt == nil ? 0 : 1), .integer(record.acknowledged == nil ? 0 : 1),
        SQLValue(AlertProjection.silenceEnd(of: record)), .blob(sealed.joined),
      ])
  }

  /// - Returns: how many there were.
  func remove(session: String) throws -> Int {
    try database.run("DELETE FROM alert WHERE session = ?", [.text(session)])
    return database.changes
  }

  func removeAll() throws { try database.run("DELETE FROM alert") }

  private func read(_ row: borrowing Statement) throws -> AlertRecord {
    guard case .present(let key)? = try keys.key(of: row.text(1)) else { throw CryptographyError.notAuthentic }
    let plaintext = try AES256GCM.open(SealedBytes(joined: row.blob(2)), key: key, authenticating: Self.label(row.text(0)))
    return try JSONDecoder().decode(AlertRecord.self, from: Data(plaintext))
  }

  private static func condition(for state: AlertState) -> String {
    switch state {
    case .acknowledged: "acknowledged = 1"
    case .silenced: "acknowledged = 0 AND silenced_until > ?"
    case .ended: "acknowledged = 0 AND ended = 1 AND coalesce(silenced_until, 0) <= ?"
    case .active: "acknowledged = 0 AND ended = 0 AND coalesce(silenced_until, 0) <= ?"
    }
  }

  private static func label(_ id: String) -> [UInt8] { Array("skino-alert-1\n\(id)".utf8) }
}
