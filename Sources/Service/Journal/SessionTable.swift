import Cryptography
import Foundation
import SQLite
import Vocabulary

/// The sessions as the chain tells them. The record is sealed under its session's key; stream and subject are blind names; when it
/// is due to be purged is in the clear, so that it can be found without a key.
struct SessionTable {
  private static let columns = "id, sequence, purged, record"

  let database: Database
  let master: MasterKey
  let keys: KeyRing

  /// Brings one new entry in; does nothing for kinds that change no session.
  func note(_ entry: JournalEntry) throws {
    guard let session = entry.session, SessionProjection.kinds.contains(entry.kind) else { return }
    guard entry.kind != .purged else { return try notePurge(session, entry) }
    guard let record = try SessionProjection.apply(entry, to: try record(session)) else { return }
    try write(record)
  }

  func record(_ session: SessionIdentifier) throws -> SessionRecord? {
    try database.first("SELECT \(Self.columns) FROM session WHERE id = ?", [.text(session.text)]) { try read($0).record } ?? nil
  }

  func row(_ session: SessionIdentifier) throws -> SessionRow? {
    try database.first("SELECT \(Self.columns) FROM session WHERE id = ?", [.text(session.text)], read)
  }

  /// Newest first; one more than the limit if there are more.
  func rows(_ filter: SessionFilter) throws -> [SessionRow] {
    var conditions: [String] = []
    var values: [SQLValue] = []
    if let stream = filter.stream {
      conditions.append("stream = ?")
      values.append(.blob(try master.blind("stream", stream.text)))
    }
    if let subject = filter.subject {
      conditions.append("subject = ?")
      values.append(.blob(try master.blind("subject", subject.text)))
    }
    if let before = filter.before {
      conditions.append("sequence < ?")
      values.append(.integer(before))
    }
    if let standing = filter.standing {
      let running = filter.running.map(\.text).sorted()
      conditions.append(Self.condition(for: standing, runningCount: running.count))
      if standing == .running || standing == .interrupted { values += running.map { .text($0) } }
    }
    let whole = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    values.append(.integer(Int64(max(1, filter.limit)) + 1))
    return try database.rows("SELECT \(Self.columns) FROM session \(whole) ORDER BY sequence DESC LIMIT ?", values, read)
  }

  /// Everything that is not purged.
  func present() throws -> [SessionRecord] {
    try database.rows("SELECT \(Self.columns) FROM session WHERE purged IS NULL ORDER BY sequence", []) { try read($0).record }
      .compactMap { $0 }
  }

  /// Sessions whose time is over, oldest first.
  func due(at wallMilliseconds: Int64) throws -> [SessionIdentifier] {
    try database.rows(
      "SELECT id FROM session WHERE purged IS NULL AND due <= ? ORDER BY due", [.integer(wallMilliseconds)]
    ) { SessionIdentifier($0.text(0)) }.compactMap { $0 }
  }

  func removeAll() throws { try database.run("DELETE FROM session") }

  private func write(_ record: SessionRecord) throws {
    guard case .present(let key) = try keys.makeKey(of: record.id.text) else { throw JournalError.sessionPurged(record.id) }
    let sealed = try AES256GCM.seal(Array(JSONEncoder().encode(record)), key: key, authenticating: Self.label(record.id.text))
    try database.run(
      """
      INSERT INTO session(id, sequence, stream, subject, ended, due, purged, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7)
      ON CONFLICT(id) DO UPDATE SET subject = ?4, ended = ?5, due = ?6, record = ?7
      """,
      [
        .text(record.id.text), .integer(record.sequence), .blob(try master.blind("stream", record.stream.text)),
        try record.subject.map { .blob(try master.blind("subject", $0)) } ?? .null, .integer(record.endedAt == nil ? 0 : 1),
        SQLValue(record.purgeDue), .blob(sealed.joined),
      ])
  }

  private func notePurge(_ session: SessionIdentifier, _ entry: JournalEntry) throws {
    try database.run(
      """
      INSERT INTO session(id, sequence, stream, subject, ended, due, purged, record) VALUES (?1, ?2, NULL, NULL, 1, NULL, ?2, NULL)
      ON CONFLICT(id) DO UPDATE SET stream = NULL, subject = NULL, ended = 1, due = NULL, purged = ?2, record = NULL
      """, [.text(session.text), .integer(entry.sequence)])
  }

  private func read(_ row: borrowing Statement) throws -> SessionRow {
    let (id, sequence, purged) = (row.text(0), row.integer(1), row.optionalInteger(2))
    guard let session = SessionIdentifier(id) else { throw JournalError.damagedEntry(sequence: sequence) }
    guard purged == nil else { return SessionRow(id: session, sequence: sequence, purged: purged, record: nil) }
    guard case .present(let key)? = try keys.key(of: id) else { throw CryptographyError.notAuthentic }
    let plaintext = try AES256GCM.open(SealedBytes(joined: row.blob(3)), key: key, authenticating: Self.label(id))
    return SessionRow(
      id: session, sequence: sequence, purged: nil, record: try JSONDecoder().decode(SessionRecord.self, from: Data(plaintext)))
  }

  private static func condition(for standing: SessionStanding, runningCount: Int) -> String {
    let running = "(" + Array(repeating: "?", count: runningCount).joined(separator: ", ") + ")"
    return switch standing {
    case .running: "purged IS NULL AND ended = 0 AND id IN \(running)"
    case .interrupted: "purged IS NULL AND ended = 0 AND id NOT IN \(running)"
    case .ended: "purged IS NULL AND ended = 1"
    case .purged: "purged IS NOT NULL"
    }
  }

  private static func label(_ id: String) -> [UInt8] { Array("skino-session-1\n\(id)".utf8) }
}
