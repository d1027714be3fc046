import SQLite

extension JournalVerifier {
  /// How many messages each sink was given up on, read offline or beside a running server.
  ///
  /// - Returns: by the sink's name; sinks with none are absent. Empty where there is no journal yet, or one from before there were sinks.
  /// - Throws: ``JournalError`` if the journal cannot be read.
  public func deadLetters() throws(JournalError) -> [String: Int] {
    do {
      guard folder.hasDatabase else { return [:] }
      let database = try open()
      return try database.snapshot {
        guard try Schema.version(database) >= Schema.firstWithOutbox else { return [:] }
        let rows = try database.rows("SELECT sink, count(*) FROM delivery WHERE state = 2 GROUP BY sink", []) {
          ($0.text(0), Int($0.integer(1)))
        }
        return Dictionary(rows) { first, _ in first }
      }
    } catch { throw JournalError(error, folder: folder.path) }
  }
}
