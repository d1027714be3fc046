import Cryptography
import SQLite
import Vocabulary

/// The chain as it is stored.
struct EntryTable {
  private static let columns = "sequence, kind, at, session, alert, nonce, ciphertext, tag, previous_hash, hash"

  let database: Database

  func head() throws -> ChainHead {
    let head = try database.first("SELECT sequence, hash FROM head WHERE id = 1") { row in
      ChainHead(sequence: row.integer(0), hash: try Self.digest(row.blob(1), sequence: row.integer(0)))
    }
    return head ?? .origin
  }

  /// Whether the stored end was written with our key.
  func isGenuine(_ head: ChainHead, master: MasterKey) throws -> Bool {
    guard let code = try database.first("SELECT code FROM head WHERE id = 1", [], { $0.blob(0) }) else { return head == .origin }
    return try MessageAuthentication.isValid(code, of: head.bytes, key: master.head)
  }

  func setHead(_ head: ChainHead, master: MasterKey) throws {
    let code = try MessageAuthentication.sha256(head.bytes, key: master.head)
    try database.run(
      """
      INSERT INTO head(id, sequence, hash, code) VALUES (1, ?1, ?2, ?3)
      ON CONFLICT(id) DO UPDATE SET sequence = ?1, hash = ?2, code = ?3
      """, [.integer(head.sequence), .blob(head.hash.bytes), .blob(code)])
  }

  func insert(_ link: ChainLink) throws {
    let header = link.header
    try database.run(
      "INSERT INTO entry(\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(header.sequence), .text(header.kind), .text(header.at), .text(header.session), .text(header.alert),
        .blob(link.content.nonce), .blob(link.content.ciphertext), .blob(link.content.tag), .blob(link.previousHash.bytes),
        .blob(link.hash.bytes),
      ])
  }

  /// Up to `limit` links behind `sequence`, in order.
  func links(after sequence: Int64, limit: Int) throws -> [ChainLink] {
    try database.rows(
      "SELECT \(Self.columns) FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?",
      [.integer(sequence), .integer(Int64(limit))], Self.link)
  }

  func link(_ sequence: Int64) throws -> ChainLink? {
    try database.first("SELECT \(Self.columns) FROM entry WHERE sequence = ?", [.integer(sequence)], Self.link)
  }

  func last() throws -> ChainLink? {
    try database.first("SELECT \(Self.columns) FROM entry ORDER BY sequence DESC LIMIT 1", [], Self.link)
  }

  func links(alert: AlertIdentifier) throws -> [ChainLink] {
    try database.rows("SELECT \(Self.columns) FROM entry WHERE alert = ? ORDER BY sequence", [.text(alert.text)], Self.link)
  }

  func links(session: SessionIdentifier) throws -> [ChainLink] {
    try database.rows(
      "SELECT \(Self.columns) FROM entry WHERE session = ? ORDER BY sequence", [.text(session.text)], Self.link)
  }

  /// The session that the entries of an alert name; `nil` if there are none.
  func session(of alert: AlertIdentifier) throws -> String? {
    try database.first("SELECT session FROM entry WHERE alert = ? AND session <> '' LIMIT 1", [.text(alert.text)]) { $0.text(0) }
  }

  func links(kind: JournalEntryKind) throws -> [ChainLink] {
    try database.rows("SELECT \(Self.columns) FROM entry WHERE kind = ? ORDER BY sequence", [.text(kind.rawValue)], Self.link)
  }

  func count(session: String) throws -> Int64 {
    try database.first("SELECT count(*) FROM entry WHERE session = ?", [.text(session)]) { $0.integer(0) } ?? 0
  }

  private static func link(_ row: borrowing Statement) throws -> ChainLink {
    let sequence = row.integer(0)
    return ChainLink(
      header: EntryHeader(sequence: sequence, kind: row.text(1), at: row.text(2), session: row.text(3), alert: row.text(4)),
      content: SealedBytes(nonce: row.blob(5), ciphertext: row.blob(6), tag: row.blob(7)),
      previousHash: try digest(row.blob(8), sequence: sequence), hash: try digest(row.blob(9), sequence: sequence))
  }

  private static func digest(_ bytes: [UInt8], sequence: Int64) throws -> Digest {
    guard bytes.count == SHA256.byteCount else { throw JournalError.damagedEntry(sequence: sequence) }
    return Digest(bytes: bytes)
  }
}
