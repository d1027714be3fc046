import Foundation
import SQLite
import Testing

@Suite struct `SQLite` {
  @Test func `gives back every kind of value`() throws {
    try withFolder { folder in
      let database = try Database(path: folder + "/a.sqlite")
      try database.execute("CREATE TABLE thing(a, b, c, d, e, f)")
      let values: [SQLValue] = [.integer(-7), .real(0.1), .text("süß 'quoted'"), .blob([0, 255]), .null, .blob([])]
      try database.run("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)", values)
      let row = try database.first("SELECT * FROM thing") { row in
        (row.integer(0), row.real(1), row.text(2), row.blob(3), row.optionalText(4), row.isNull(4), row.isNull(5))
      }
      let found = try #require(row)
      #expect(found.0 == -7 && found.1 == 0.1 && found.2 == "süß 'quoted'" && found.3 == [0, 255])
      #expect(found.4 == nil && found.5 && !found.6)
    }
  }

  @Test func `undoes a transaction that fails`() throws {
    try withFolder { folder in
      let database = try Database(path: folder + "/a.sqlite")
      try database.execute("CREATE TABLE thing(a UNIQUE)")
      let error = #expect(throws: SQLiteError.self) {
        try database.transaction {
          try database.run("INSERT INTO thing VALUES (?)", [.text("patient")])
          try database.run("INSERT INTO thing VALUES (?)", [.text("patient")])
        }
      }
      #expect(error?.kind == .constraint)
      #expect(error?.extendedCode == 2067)
      #expect(error.map { !"\($0)".contains("patient") } == true)
      #expect(try count(database) == 0)
      try database.transaction { try database.run("INSERT INTO thing VALUES (1)") }
      #expect(try count(database) == 1)
    }
  }

  @Test func `keeps a log and syncs every commit`() throws {
    try withFolder { folder in
      let database = try Database(path: folder + "/a.sqlite")
      try database.makeDurable()
      #expect(try database.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
      #expect(try database.first("PRAGMA synchronous") { $0.integer(0) } == 2)
      #expect(try database.first("PRAGMA secure_delete") { $0.integer(0) } == 1)
    }
  }

  @Test func `says what kind of trouble a file is in`() throws {
    try withFolder { folder in
      let path = folder + "/noise.sqlite"
      try Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 197) }).write(to: URL(filePath: path))
      let database = try Database(path: path)
      #expect(throws: SQLiteError.self) { try database.damage() }
      let damaged = #expect(throws: SQLiteError.self) { try database.execute("CREATE TABLE thing(a)") }
      #expect(damaged?.kind == .corrupt)
      let absent = #expect(throws: SQLiteError.self) { try Database(path: folder + "/absent/a.sqlite") }
      #expect(absent?.kind == .notWritable)
    }
  }

  @Test func `reports a full disk and goes on when there is room`() throws {
    try withFolder { folder in
      let database = try Database(path: folder + "/a.sqlite")
      try database.makeDurable()
      try database.execute("CREATE TABLE thing(a)")
      try database.limitPages(to: database.pageCount())
      let large = SQLValue.blob([UInt8](repeating: 1, count: 100_000))
      do {
        try database.transaction { try database.run("INSERT INTO thing VALUES (?)", [large]) }
        Issue.record("there was room")
      } catch let error as SQLiteError {
        #expect(error.kind == .full)
      }
      try database.limitPages(to: 1_000_000)
      try database.transaction { try database.run("INSERT INTO thing VALUES (?)", [large]) }
      #expect(try count(database) == 1)
    }
  }

  @Test func `copies itself while open`() throws {
    try withFolder { folder in
      let database = try Database(path: folder + "/a.sqlite")
      try database.makeDurable()
      try database.execute("CREATE TABLE thing(a); INSERT INTO thing VALUES (1)")
      try database.backUp(to: folder + "/copy 100%?#.sqlite")
      let copy = try Database(path: folder + "/copy 100%?#.sqlite", access: .immutable)
      #expect(try count(copy) == 1)
      #expect(throws: SQLiteError.self) { try copy.execute("INSERT INTO thing VALUES (2)") }
      #expect(try database.checkpoint())
    }
  }

  @Test func `lets one owner into a folder`() throws {
    try withFolder { folder in
      var first: FileLock? = try FileLock(path: folder + "/lock")
      #expect(throws: FileLock.Failure.held) { try FileLock(path: folder + "/lock") }
      withExtendedLifetime(first) {}
      first = nil
      _ = try FileLock(path: folder + "/lock")
      #expect(throws: FileLock.Failure.system(errorNumber: 2)) { try FileLock(path: folder + "/absent/lock") }
    }
  }

  private func count(_ database: Database) throws -> Int64? {
    try database.first("SELECT count(*) FROM thing") { $0.integer(0) }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }
}
