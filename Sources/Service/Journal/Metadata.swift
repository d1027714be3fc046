import SQLite

/// The journal's facts about itself, by name.
enum Metadata {
  static func integer(_ name: String, in database: Database) throws -> Int64? {
    try database.first("SELECT value FROM meta WHERE name = ?", [.text(name)]) { $0.integer(0) }
  }

  static func blob(_ name: String, in database: Database) throws -> [UInt8]? {
    try database.first("SELECT value FROM meta WHERE name = ?", [.text(name)]) { $0.blob(0) }
  }

  static func set(_ name: String, _ value: SQLValue, in database: Database) throws {
    try database.run(
      "INSERT INTO meta(name, value) VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2", [.text(name), value])
  }
}
