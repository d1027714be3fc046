import Cryptography
import SQLite
import Vocabulary

/// Pictures for review, sealed under their session's key. They are no projection: the chain has only their digests.
struct SnapshotTable {
  let database: Database
  let master: MasterKey
  let keys: KeyRing

  /// The name of a case for readers. It cannot be computed from what it is about without our key, so that nobody who may read the
  /// journal can tell what a picture belongs to before the case is revealed.
  func caseName(of subject: ReviewSubject) throws -> String {
    Hexadecimal.text(of: Array(try master.blind("case", subject.text).prefix(16)))
  }

  /// Seals and stores the pictures of a case.
  /// - Returns: digests of what lies in the table.
  func insert(_ pictures: [[UInt8]], of subject: ReviewSubject, session: SessionIdentifier) throws -> [String] {
    guard case .present(let key) = try keys.makeKey(of: session.text) else { throw JournalError.sessionPurged(session) }
    let name = try caseName(of: subject)
    return try pictures.enumerated().map { position, picture in
      let sealed = try AES256GCM.seal(picture, key: key, authenticating: Self.label(name, position)).joined
      try database.run(
        "INSERT INTO snapshot(case_name, position, session, picture) VALUES (?, ?, ?, ?)",
        [.text(name), .integer(Int64(position)), .text(session.text), .blob(sealed)])
      return SHA256.digest(of: sealed).hexadecimal
    }
  }

  /// One picture, opened; `nil` if there is none.
  func picture(_ name: String, _ position: Int) throws -> [UInt8]? {
    try database.first(
      "SELECT session, picture FROM snapshot WHERE case_name = ? AND position = ?", [.text(name), .integer(Int64(position))]
    ) { row in
      guard case .present(let key)? = try keys.key(of: row.text(0)) else { throw CryptographyError.notAuthentic }
      return try AES256GCM.open(SealedBytes(joined: row.blob(1)), key: key, authenticating: Self.label(name, position))
    }
  }

  /// Names of the cases that have pictures.
  func names() throws -> Set<String> { Set(try database.rows("SELECT DISTINCT case_name FROM snapshot") { $0.text(0) }) }

  func count(session: String) throws -> Int {
    Int(try database.first("SELECT count(*) FROM snapshot WHERE session = ?", [.text(session)]) { $0.integer(0) } ?? 0)
  }

  /// - Returns: how many there were.
  func remove(session: String) throws -> Int {
    try database.run("DELETE FROM snapshot WHERE session = ?", [.text(session)])
    return database.changes
  }

  private static func label(_ name: String, _ position: Int) -> [UInt8] { Array("skino-snapshot-1\n\(name)\n\(position)".utf8) }
}
