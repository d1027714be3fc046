import SQLite

/// SQLite's FTS5 with its own bm25(), beside which our word index is measured.
final class FullTextBaseline {
  private let database: Database

  init(_ passages: [(heading: String, text: String)]) throws {
    database = try Database(path: ":memory:")
    try database.execute("CREATE VIRTUAL TABLE passages USING fts5(heading, text, tokenize = 'porter unicode61')")
    try database.transaction {
      for (row, passage) in passages.enumerated() {
        try database.run(
          "INSERT INTO passages (rowid, heading, text) VALUES (?, ?, ?)",
          [.integer(Int64(row)), .text(passage.heading), .text(passage.text)])
      }
    }
  }

  /// Rows that hold any of the words, best first.
  func search(_ text: String, limit: Int) throws -> [Int] {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map { "\"\($0)\"" }
    guard !words.isEmpty else { return [] }
    return try database.rows(
      "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?",
      [.text(words.joined(separator: " OR ")), .integer(Int64(limit))]
    ) { Int($0.integer(0)) }
  }
}
