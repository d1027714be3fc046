internal import SQLite

/// The store's tables. Plain ones, so that `sqlite3` shows all of it; vectors are little-endian Float32.
enum KnowledgeSchema {
  /// `PRAGMA user_version` of a file of this form.
  static let version: Int64 = 2

  /// Makes the tables in an empty file, and brings an older form up to date.
  ///
  /// - Throws: ``KnowledgeError/outdated(path:)`` for a file of a later program.
  static func prepare(_ database: Database, path: String) throws {
    let found = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
    if found == version { return }
    guard found < version else { throw KnowledgeError.outdated(path: path) }
    try database.transaction {
      if found == 0 { for statement in firstForm { try database.execute(statement) } }
      for statement in corrections { try database.execute(statement) }
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  /// The tables of version 1.
  static let firstForm = [
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

  /// What version 2 added. Wordings are kept for ever; sources are JSON, as the records have them.
  private static let corrections = [
    """
    CREATE TABLE corrections (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, passage TEXT NOT NULL UNIQUE, former TEXT NOT NULL, base TEXT NOT NULL,
      base_text TEXT NOT NULL, base_sources TEXT NOT NULL, document TEXT NOT NULL, section TEXT, version INTEGER NOT NULL,
      text TEXT NOT NULL, sources TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE correction_vectors (
      passage TEXT NOT NULL REFERENCES corrections (passage) ON DELETE CASCADE, embedder TEXT NOT NULL, vector BLOB NOT NULL,
      PRIMARY KEY (passage, embedder)) STRICT
    """,
    // What was signed, so that it can be said when that wording ships no longer.
    "ALTER TABLE signatures ADD COLUMN document TEXT",
    "ALTER TABLE signatures ADD COLUMN section TEXT",
    "ALTER TABLE signatures ADD COLUMN text TEXT",
    // What the journal is told, and whether it has been.
    "ALTER TABLE changes ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE changes ADD COLUMN journalled INTEGER NOT NULL DEFAULT 0",
  ]
}
