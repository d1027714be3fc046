internal import CSQLite

/// A prepared statement; finalised when it goes out of scope, before its connection can close.
///
/// - Threading: its connection's.
/// - Source: `sqlite3_prepare_v2`, `sqlite3_step`, `sqlite3_finalize`.
@safe
public struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let database: Database

  init(_ sql: String, in database: Database) throws(SQLiteError) {
    var handle: OpaquePointer?
    let status = unsafe sqlite3_prepare_v2(database.handle, sql, -1, &handle, nil)
    guard status == SQLITE_OK, let handle = unsafe handle else { throw database.failure("sqlite3_prepare_v2", status) }
    unsafe self.handle = unsafe handle
    self.database = database
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Binds `values` to the parameters in order, counted from 1 as SQLite does, and makes the statement ready to run again.
  public func bind(_ values: [SQLValue]) throws(SQLiteError) {
    unsafe sqlite3_reset(handle)
    let expected = unsafe sqlite3_bind_parameter_count(handle)
    precondition(Int(expected) == values.count, "the statement has \(expected) parameters, \(values.count) were given")
    for (index, value) in values.enumerated() {
      let status = bind(value, at: Int32(index + 1))
      if status != SQLITE_OK { throw database.failure("sqlite3_bind", status) }
    }
  }

  /// Runs to the next row; `false` when there are no more.
  public func step() throws(SQLiteError) -> Bool {
    let status = unsafe sqlite3_step(handle)
    switch status {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.failure("sqlite3_step", status)
    }
  }

  /// Column `index` of the current row, from 0; NULL reads 0.
  public func integer(_ index: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(index)) }

  /// Column `index` of the current row; `nil` for NULL.
  public func optionalInteger(_ index: Int) -> Int64? { isNull(index) ? nil : integer(index) }

  public func real(_ index: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(index)) }

  /// Column `index` of the current row; NULL reads empty.
  public func text(_ index: Int) -> String { optionalText(index) ?? "" }

  /// Column `index` of the current row; `nil` for NULL.
  public func optionalText(_ index: Int) -> String? {
    unsafe sqlite3_column_text(handle, Int32(index)).map { unsafe String(cString: $0) }
  }

  /// A copy of column `index` of the current row; NULL reads empty.
  public func blob(_ index: Int) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(handle, Int32(index)) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(index)))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  public func isNull(_ index: Int) -> Bool { unsafe sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    // SQLITE_TRANSIENT, a cast that Swift does not import: SQLite copies the bytes at once.
    let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch value {
    case .null: unsafe sqlite3_bind_null(handle, index)
    case .integer(let integer): unsafe sqlite3_bind_int64(handle, index, integer)
    case .real(let real): unsafe sqlite3_bind_double(handle, index, real)
    case .text(let text): unsafe sqlite3_bind_text(handle, index, text, -1, copied)
    // An empty array has no address, and no address binds NULL.
    case .blob(let bytes) where bytes.isEmpty: unsafe sqlite3_bind_zeroblob(handle, index, 0)
    case .blob(let bytes): unsafe sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), copied)
    }
  }
}
