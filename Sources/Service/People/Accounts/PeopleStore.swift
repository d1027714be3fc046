import Configuration
import Cryptography
import Foundation
import SQLite
import Sodium
import Vocabulary

/// People, groups and password hashes in a file of the data folder. Blocks on the disk: ``PeopleDesk`` alone holds it.
final class PeopleStore {
  static let fileName = "people.sqlite"
  private static let version: Int64 = 1
  private static let schema = """
    CREATE TABLE person(
      name TEXT PRIMARY KEY, display TEXT NOT NULL, role TEXT, hash TEXT, issuer TEXT, subject TEXT, provided TEXT NOT NULL,
      disabled INTEGER NOT NULL, revision INTEGER NOT NULL, created_at TEXT NOT NULL, password_at TEXT, signed_in_at TEXT)
      WITHOUT ROWID;
    CREATE UNIQUE INDEX person_subject ON person(issuer, subject) WHERE subject IS NOT NULL;
    CREATE TABLE grouping(name TEXT PRIMARY KEY, role TEXT NOT NULL, streams TEXT) WITHOUT ROWID;
    CREATE TABLE membership(
      person TEXT NOT NULL REFERENCES person(name) ON DELETE CASCADE,
      grouping TEXT NOT NULL REFERENCES grouping(name) ON DELETE CASCADE, PRIMARY KEY (person, grouping)) WITHOUT ROWID;
    """
  private static let columns =
    "name, display, role, hash, issuer, provided, disabled, revision, created_at, password_at, signed_in_at"

  let path: String
  let database: Database

  init(folder: String) throws(PeopleError) {
    path = folder + "/" + Self.fileName
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // Hashes are nobody else's to see, from the first byte on.
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
      }
      database = try Database(path: path)
      try database.makeDurable()
      let found = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
      guard found <= Self.version else { throw PeopleError.newerSchema(path: path) }
      if found == 0 {
        try database.transaction {
          try database.execute(Self.schema)
          try database.execute("PRAGMA user_version = \(Self.version)")
        }
      }
    } catch { throw Self.failure(error, path) }
  }

  /// Grows with every change that another process made.
  func dataVersion() throws -> Int64 { try database.first("PRAGMA data_version") { $0.integer(0) } ?? 0 }

  func people() throws -> [Person] {
    let memberships = try database.rows("SELECT person, grouping FROM membership ORDER BY person, grouping") {
      ($0.text(0), $0.text(1))
    }
    let groups = Dictionary(grouping: memberships, by: \.0).mapValues { $0.map(\.1) }
    return try database.rows("SELECT \(Self.columns) FROM person ORDER BY name") { try Self.person($0, groups) }
  }

  func person(_ name: String) throws -> Person? { try people().first { $0.name == name } }

  func hash(of name: String) throws -> PasswordHash? {
    try database.first("SELECT hash FROM person WHERE name = ? AND hash IS NOT NULL", [.text(name)]) {
      PasswordHash(text: $0.text(0))
    }
  }

  func name(issuer: String, subject: String) throws -> String? {
    try database.first("SELECT name FROM person WHERE issuer = ? AND subject = ?", [.text(issuer), .text(subject)]) { $0.text(0) }
  }

  func insert(
    _ name: String, display: String, role: Role?, hash: PasswordHash?, provider: (issuer: String, subject: String)? = nil,
    at: String
  ) throws {
    try database.run(
      "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, '[]', 0, ?, ?, ?, NULL)",
      [
        .text(name), .text(display), SQLValue(role?.rawValue), SQLValue(hash?.text), SQLValue(provider?.issuer),
        SQLValue(provider?.subject),
        // No session of somebody who once had this name may be taken for one of this person.
        .integer(.random(in: 1...1 << 40)), .text(at), SQLValue(hash == nil ? nil : at),
      ])
  }

  func update(_ person: Person) throws {
    try database.run(
      "UPDATE person SET display = ?, role = ?, disabled = ? WHERE name = ?",
      [.text(person.display), SQLValue(person.role?.rawValue), .integer(person.isDisabled ? 1 : 0), .text(person.name)])
    try database.run("DELETE FROM membership WHERE person = ?", [.text(person.name)])
    for group in Set(person.groups).sorted() {
      try database.run("INSERT INTO membership VALUES (?, ?)", [.text(person.name), .text(group)])
    }
  }

  func setHash(_ hash: PasswordHash, of name: String, at: String?) throws {
    try database.run(
      "UPDATE person SET hash = ?1, password_at = coalesce(?2, password_at) WHERE name = ?3",
      [.text(hash.text), SQLValue(at), .text(name)])
  }

  func setProvided(_ grants: [Grant], display: String, of name: String) throws {
    let text = String(decoding: try JSONEncoder().encode(grants), as: UTF8.self)
    try database.run("UPDATE person SET provided = ?, display = ? WHERE name = ?", [.text(text), .text(display), .text(name)])
  }

  func noteSignIn(_ name: String, at: String) throws {
    try database.run("UPDATE person SET signed_in_at = ? WHERE name = ?", [.text(at), .text(name)])
  }

  /// Sessions that were opened before are over.
  func endSessions(of names: [String]) throws {
    for name in names { try database.run("UPDATE person SET revision = revision + 1 WHERE name = ?", [.text(name)]) }
  }

  func remove(_ name: String) throws { try database.run("DELETE FROM person WHERE name = ?", [.text(name)]) }

  static func failure(_ error: any Error, _ path: String) -> PeopleError {
    switch error {
    case let error as PeopleError: error
    case let error as SQLiteError: .store(path: path, what: "\(error)")
    default: .store(path: path, what: "it cannot be read or written")
    }
  }

  private static func person(_ row: borrowing Statement, _ groups: [String: [String]]) throws -> Person {
    let proof: Person.Proof = row.isNull(4) ? (row.isNull(3) ? .none : .password) : .provider
    return Person(
      name: row.text(0), display: row.text(1), role: row.optionalText(2).flatMap(Role.init(rawValue:)),
      groups: groups[row.text(0)] ?? [], isDisabled: row.integer(6) == 1, proof: proof,
      provided: try JSONDecoder().decode([Grant].self, from: Data(row.text(5).utf8)), createdAt: row.text(8),
      passwordChangedAt: row.optionalText(9), signedInAt: row.optionalText(10), revision: row.integer(7))
  }
}
