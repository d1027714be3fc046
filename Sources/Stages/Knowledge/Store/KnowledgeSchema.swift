internal import SQLite

/// The store's tables. Plain ones, so that `sqlite3` shows all of it; vectors are little-endian Float32.
enum KnowledgeSchema {
  /// `PRAGMA user_version` of a file of this form.
  static let version: Int64 = 1

  /// Makes the tables in an empty file; an older form is brought up to date here once there is one.
  ///
  /// - Throws: ``KnowledgeError/outdated(path:)`` for a file of a later program.
  static func prepare(_ database: Database, path: String) throws {
    let found = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
    if found == version { return }
    guard found == 0 else { throw KnowledgeError.outdated(path: path) }
    try database.transaction {
      for statement in statements { try database.execute(statement) }
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  private static let statements = [
    "CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """
    CREATE TABLE documents (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, licence TEXT NOT NULL,
      version INTEGER NOT NULL, content_hash TEXT NOT NULL, text_hash TEXT NOT NULL, added_at TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE passages (
      id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, position INTEGER NOT NULL,
      condition TEXT, section TEXT, about TEXT, locator TEXT NOT NULL, text TEXT NOT NULL) STRICT
    """,
    "CREATE INDEX passages_by_document ON passages (document, position)",
    """
    CREATE TABLE passage_sources (
      passage TEXT NOT NULL REFERENCES passages (id) ON DELETE CASCADE, position INTEGER NOT NULL, title TEXT NOT NULL,
      organisation TEXT NOT NULL, year INTEGER, url TEXT, PRIMARY KEY (passage, position)) STRICT
    """,
    """
    CREATE TABLE vectors (
      passage TEXT NOT NULL REFERENCES passages (id) ON DELETE CASCADE, embedder TEXT NOT NULL, vector BLOB NOT NULL,
      PRIMARY KEY (passage, embedder)) STRICT
    """,
    """
    CREATE TABLE terms (
      system TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (system, code)) STRICT
    """,
    "CREATE TABLE term_parents (system TEXT NOT NULL, code TEXT NOT NULL, parent TEXT NOT NULL) STRICT",
    "CREATE TABLE term_synonyms (system TEXT NOT NULL, code TEXT NOT NULL, synonym TEXT NOT NULL) STRICT",
    "CREATE TABLE term_references (system TEXT NOT NULL, code TEXT NOT NULL, icd_10_cm TEXT NOT NULL) STRICT",
    "CREATE TABLE synonyms (condition TEXT NOT NULL, name TEXT NOT NULL) STRICT",
    // What was signed need not be in this file: statements that ship are signed in the user's own.
    """
    CREATE TABLE signatures (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, passage TEXT NOT NULL, signed_by TEXT NOT NULL, at TEXT NOT NULL, comment TEXT,
      revoked_at TEXT) STRICT
    """,
    """
    CREATE TABLE changes (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, who TEXT NOT NULL)
      STRICT
    """,
  ]
}
