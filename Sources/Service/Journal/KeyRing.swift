import Cryptography
import SQLite

/// The keys of the sessions: made on first use, kept wrapped in the database, destroyed by a purge.
final class KeyRing {
  enum Key {
    case present(Secret)
    case destroyed
  }

  /// Stands for the journal itself: entries that belong to no session.
  static let journal = ""
  private static let capacity = 256

  private let database: Database
  private let master: MasterKey
  private var known: [String: Key] = [:]

  init(database: Database, master: MasterKey) {
    self.database = database
    self.master = master
  }

  /// The key of `session`; `nil` if it never had one.
  func key(of session: String) throws -> Key? {
    if let key = known[session] { return key }
    guard let key = try stored(session) else { return nil }
    remember(key, session)
    return key
  }

  /// The key of `session`, made within the current transaction if it has none.
  func makeKey(of session: String) throws -> Key {
    if let key = try key(of: session) { return key }
    let secret = try Secret.random(byteCount: AES256GCM.keyByteCount)
    try database.run(
      "INSERT INTO session_key(session, wrapped) VALUES (?, ?)", [.text(session), .blob(try master.wrap(secret, of: session))])
    remember(.present(secret), session)
    return .present(secret)
  }

  /// Destroys the key of `session` within the current transaction.
  func destroy(_ session: String) throws {
    try database.run("UPDATE session_key SET wrapped = NULL WHERE session = ?", [.text(session)])
    remember(.destroyed, session)
  }

  /// Forgets what is held in memory: after a transaction that failed, it may hold keys that no file has.
  func forget() { known.removeAll() }

  private func stored(_ session: String) throws -> Key? {
    try database.first("SELECT wrapped FROM session_key WHERE session = ?", [.text(session)]) { row in
      row.isNull(0) ? .destroyed : .present(try master.unwrap(row.blob(0), of: session))
    }
  }

  private func remember(_ key: Key, _ session: String) {
    if known.count >= Self.capacity { known.removeAll() }
    known[session] = key
  }
}
