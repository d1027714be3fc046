import SQLite
import Vocabulary

/// The tables, as the steps that lead from each version to the next.
enum Schema {
  /// Marks the file as ours: "SKIN".
  static let applicationIdentifier: Int64 = 0x534b_494e

  static var newest: Int64 { Int64(steps.count) }
  /// From here on deliveries have a state.
  static let firstWithOutbox: Int64 = 4

  /// Brings the tables to the newest version, in the caller's transaction.
  ///
  /// - Returns: whether the projections must be made anew from the chain.
  /// - Throws: ``JournalError/newerSchema(found:known:)`` for a file of a later version, which stays as it is.
  static func migrate(_ database: Database) throws -> Bool {
    let found = try version(database)
    guard found <= newest else { throw JournalError.newerSchema(found: found, known: newest) }
    for step in steps.dropFirst(Int(found)) { try database.execute(step) }
    if found < newest {
      try database.execute("PRAGMA application_id = \(applicationIdentifier)")
      try Metadata.set("schema_version", .integer(newest), in: database)
    }
    return found > 0 && found < newest
  }

  /// 0 for a file without tables.
  static func version(_ database: Database) throws -> Int64 {
    let tables = try database.first("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") { $0.integer(0) }
    guard tables == 1 else { return 0 }
    return try Metadata.integer("schema_version", in: database) ?? 0
  }

  private static let steps = [chain, projections, outbox, handOff, sessions]

  /// 1: entries and keys. Entries are never changed and never deleted; the triggers guard against our own mistakes.
  private static let chain = """
    CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE entry(
      sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, session TEXT NOT NULL, alert TEXT NOT NULL,
      nonce BLOB NOT NULL, ciphertext BLOB NOT NULL, tag BLOB NOT NULL, previous_hash BLOB NOT NULL, hash BLOB NOT NULL);
    CREATE INDEX entry_alert ON entry(alert, sequence) WHERE alert <> '';
    CREATE INDEX entry_session ON entry(session, sequence) WHERE session <> '';
    CREATE INDEX entry_kind ON entry(kind, sequence);
    CREATE TRIGGER entry_unchanged BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are final'); END;
    CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are final'); END;
    CREATE TABLE session_key(session TEXT PRIMARY KEY, wrapped BLOB) WITHOUT ROWID;
    CREATE TABLE head(id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash BLOB NOT NULL, code BLOB NOT NULL);
    """

  /// 2: alerts, and the newest setting of each kind, as projections of the chain. What is clinical is sealed or blind.
  private static let projections = """
    CREATE TABLE alert(
      id TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE, session TEXT NOT NULL, stream BLOB NOT NULL,
      condition BLOB NOT NULL, ended INTEGER NOT NULL, acknowledged INTEGER NOT NULL, silenced_until INTEGER,
      record BLOB NOT NULL);
    CREATE INDEX alert_stream ON alert(stream, sequence);
    CREATE INDEX alert_condition ON alert(condition, sequence);
    CREATE INDEX alert_session ON alert(session);
    CREATE TABLE latest(
      kind TEXT NOT NULL, stream BLOB NOT NULL, subject BLOB NOT NULL, sequence INTEGER NOT NULL,
      PRIMARY KEY (kind, stream, subject)) WITHOUT ROWID;
    """

  /// 3: what sinks must still receive.
  private static let outbox = """
    CREATE TABLE delivery(
      id TEXT PRIMARY KEY, sequence INTEGER NOT NULL REFERENCES entry(sequence), session TEXT NOT NULL, sink TEXT NOT NULL,
      type TEXT NOT NULL, body BLOB NOT NULL);
    CREATE INDEX delivery_sequence ON delivery(sequence);
    CREATE INDEX delivery_session ON delivery(session);
    """

  /// 4: how far each delivery has come, which sinks were told of which alert, and which sinks are switched off.
  private static let handOff = """
    ALTER TABLE delivery ADD COLUMN alert TEXT NOT NULL DEFAULT '';
    ALTER TABLE delivery ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE delivery ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE delivery ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE delivery ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE delivery ADD COLUMN settled INTEGER;
    ALTER TABLE delivery ADD COLUMN answer TEXT;
    CREATE INDEX delivery_due ON delivery(sink, state, due);
    CREATE INDEX delivery_alert ON delivery(sink, alert, state);
    CREATE TABLE told(alert TEXT NOT NULL, sink TEXT NOT NULL, session TEXT NOT NULL, PRIMARY KEY (alert, sink)) WITHOUT ROWID;
    CREATE INDEX told_sink ON told(sink, alert);
    CREATE TABLE sink(name TEXT PRIMARY KEY, is_on INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
    """

  /// 5: sessions as a projection of the chain, and pictures for review, which are none.
  private static let sessions = """
    CREATE TABLE session(
      id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, stream BLOB, subject BLOB, ended INTEGER NOT NULL, due INTEGER,
      purged INTEGER, record BLOB) WITHOUT ROWID;
    CREATE INDEX session_sequence ON session(sequence);
    CREATE INDEX session_due ON session(due) WHERE due IS NOT NULL;
    CREATE TABLE snapshot(
      case_name TEXT NOT NULL, position INTEGER NOT NULL, session TEXT NOT NULL, picture BLOB NOT NULL,
      PRIMARY KEY (case_name, position));
    CREATE INDEX snapshot_session ON snapshot(session);
    """
}
