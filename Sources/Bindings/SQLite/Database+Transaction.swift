internal import CSQLite

extension Database {
  /// Runs `body` as one transaction that holds the write lock from its start: all of it is durable when this returns, or none happened.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try bracket("BEGIN IMMEDIATE", body)
  }

  /// Runs `body` on one unchanging view of the file, whatever others write meanwhile.
  public func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try bracket("BEGIN DEFERRED", body)
  }

  private func bracket<Result>(_ begin: String, _ body: () throws -> Result) throws -> Result {
    try execute(begin)
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has already rolled back after some failures (a full disk, say); a second attempt would hide the first error.
      if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }
}
