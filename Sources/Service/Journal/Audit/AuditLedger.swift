import Cryptography
import Foundation
import SQLite
import Vocabulary

/// The open audit: a chain of its own in a file of its own, so that who looks at alerts never waits for, or holds up, their being stored.
final class AuditLedger {
  private static let version: Int64 = 1
  private static let schema = """
    CREATE TABLE audit(
      sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL, kind TEXT NOT NULL,
      actor BLOB NOT NULL, subject BLOB NOT NULL, content BLOB NOT NULL, previous_hash BLOB NOT NULL, hash BLOB NOT NULL);
    CREATE INDEX audit_at ON audit(at, sequence);
    CREATE INDEX audit_actor ON audit(actor, sequence);
    CREATE INDEX audit_subject ON audit(kind, subject, sequence);
    CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'entries are final'); END;
    CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'entries are final'); END;
    CREATE TABLE head(id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash BLOB NOT NULL, code BLOB NOT NULL);
    """
  private static let columns = "sequence, at, action, outcome, kind, actor, subject, content, previous_hash, hash"

  let database: Database
  let master: MasterKey

  /// Opens the audit beside the journal, whose key it shares; makes it if `access` lets it.
  init(folder: JournalFolder, access: Database.Access = .readWrite) throws {
    master = try MasterKey.load(folder, isNew: false)
    if access == .readWrite, !FileManager.default.fileExists(atPath: folder.audit) {
      _ = FileManager.default.createFile(atPath: folder.audit, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    database = try Database(path: folder.audit, access: access)
    guard access == .readWrite else { return }
    try database.makeDurable()
    let found = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
    guard found <= Self.version else { throw JournalError.newerSchema(found: found, known: Self.version) }
    guard found == 0 else { return }
    try database.transaction {
      try database.execute(Self.schema)
      try database.execute("PRAGMA user_version = \(Self.version)")
    }
  }

  /// Links `events` to the chain in one durable transaction.
  func append(_ events: [AuditEvent]) throws {
    try database.transaction {
      var head = try self.head()
      for event in events {
        let link = try link(event, behind: head)
        try insert(link)
        head = ChainHead(sequence: link.sequence, hash: link.hash)
      }
      try database.run(
        """
        INSERT INTO head(id, sequence, hash, code) VALUES (1, ?1, ?2, ?3)
        ON CONFLICT(id) DO UPDATE SET sequence = ?1, hash = ?2, code = ?3
        """,
        [
          .integer(head.sequence), .blob(head.hash.bytes),
          .blob(try MessageAuthentication.sha256(head.bytes, key: master.auditHead)),
        ])
    }
  }

  /// Up to `limit` links that fit, newest first below `before`, or oldest first above `after`.
  func links(_ filter: AuditFilter, before: Int64?, after: Int64?, limit: Int) throws -> [AuditLink] {
    var conditions: [String] = []
    var values: [SQLValue] = []
    func require(_ condition: String, _ value: SQLValue?) {
      guard let value else { return }
      conditions.append(condition)
      values.append(value)
    }
    require("actor = ?", try filter.actor.map { .blob(try master.blind("actor", $0)) })
    require("subject = ?", try filter.subject.map { .blob(try master.blind("subject", $0)) })
    require("action = ?", filter.action.map { .text($0.rawValue) })
    require("outcome = ?", filter.outcome.map { .text($0.rawValue) })
    require("kind = ?", filter.kind.map { .text($0) })
    require("at >= ?", filter.from.map { .integer($0) })
    require("at <= ?", filter.to.map { .integer($0) })
    require("sequence < ?", before.map { .integer($0) })
    require("sequence > ?", after.map { .integer($0) })
    let whole = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    values.append(.integer(Int64(limit)))
    return try database.rows(
      "SELECT \(Self.columns) FROM audit \(whole) ORDER BY sequence \(after == nil ? "DESC" : "ASC") LIMIT ?", values, Self.read)
  }

  func head() throws -> ChainHead {
    try database.first("SELECT sequence, hash FROM head WHERE id = 1") { row in
      ChainHead(sequence: row.integer(0), hash: try Self.digest(row.blob(1), row.integer(0)))
    } ?? .origin
  }

  /// Whether the stored end was written with our key.
  func isGenuine(_ head: ChainHead) throws -> Bool {
    guard let code = try database.first("SELECT code FROM head WHERE id = 1", [], { $0.blob(0) }) else { return head == .origin }
    return try MessageAuthentication.isValid(code, of: head.bytes, key: master.auditHead)
  }

  private func link(_ event: AuditEvent, behind head: ChainHead) throws -> AuditLink {
    let (sequence, at) = (head.sequence + 1, RFC3339.wallMilliseconds(event.at) ?? 0)
    let (actor, subject) = (try master.blind("actor", event.actor.name), try master.blind("subject", event.subject ?? ""))
    let kind = String(event.kind.filter { !$0.isNewline })
    let header = AuditLink.header(sequence, at, event.action.rawValue, event.outcome.rawValue, kind, actor, subject)
    let content = try AES256GCM.seal(try JSONValue(record: event).encoded, key: master.audit, authenticating: header)
    return AuditLink(
      sequence: sequence, wallMilliseconds: at, action: event.action.rawValue, outcome: event.outcome.rawValue, kind: kind,
      actor: actor, subject: subject, content: content, previousHash: head.hash,
      hash: AuditLink.hash(header: header, content: content, previous: head.hash))
  }

  private func insert(_ link: AuditLink) throws {
    try database.run(
      "INSERT INTO audit(\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(link.sequence), .integer(link.wallMilliseconds), .text(link.action), .text(link.outcome), .text(link.kind),
        .blob(link.actor), .blob(link.subject), .blob(link.content.joined), .blob(link.previousHash.bytes),
        .blob(link.hash.bytes),
      ])
  }

  private static func read(_ row: borrowing Statement) throws -> AuditLink {
    AuditLink(
      sequence: row.integer(0), wallMilliseconds: row.integer(1), action: row.text(2), outcome: row.text(3), kind: row.text(4),
      actor: row.blob(5), subject: row.blob(6), content: try SealedBytes(joined: row.blob(7)),
      previousHash: try digest(row.blob(8), row.integer(0)), hash: try digest(row.blob(9), row.integer(0)))
  }

  private static func digest(_ bytes: [UInt8], _ sequence: Int64) throws -> Digest {
    guard bytes.count == SHA256.byteCount else { throw JournalError.damagedEntry(sequence: sequence) }
    return Digest(bytes: bytes)
  }
}
