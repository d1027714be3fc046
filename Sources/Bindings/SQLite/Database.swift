internal import CSQLite

/// One connection to an SQLite file; closed when the last owner and the last statement let go.
///
/// - Threading: one thread at a time. Every call may block on the disk: use it from an actor with a thread of its own.
/// - Source: `sqlite3_open_v2`, `sqlite3_close_v2`.
@safe
public final class Database {
  /// How a file is opened.
  public enum Access: Sendable, Hashable {
    /// Read and write; the file is made if it is not there.
    case readWrite
    /// Read only; other processes may write.
    case readOnly
    /// Read only, and nobody writes: a copy, or a file on a medium that cannot be written.
    case immutable
  }

  let handle: OpaquePointer

  /// Opens the file at `path`.
  ///
  /// - Parameters:
  ///   - path: a path of the file system.
  ///   - access: whether it may be written, and whether others write.
  ///   - busyTimeoutMilliseconds: how long a call waits for another connection's lock.
  public init(path: String, access: Access = .readWrite, busyTimeoutMilliseconds: Int32 = 5000) throws(SQLiteError) {
    var handle: OpaquePointer?
    let (name, flags) = Self.target(path, access)
    let status = unsafe sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard status == SQLITE_OK, let opened = unsafe handle else {
      let error = unsafe SQLiteError(function: "sqlite3_open_v2", extendedCode: status, handle: handle)
      unsafe sqlite3_close_v2(handle)
      throw error
    }
    unsafe self.handle = unsafe opened
    unsafe sqlite3_extended_result_codes(opened, 1)
    unsafe sqlite3_busy_timeout(opened, busyTimeoutMilliseconds)
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  /// Runs one or more statements that take no parameters and give no rows.
  public func execute(_ sql: String) throws(SQLiteError) {
    let status = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    if status != SQLITE_OK { throw failure("sqlite3_exec", status) }
  }

  /// Prepares one statement.
  public func prepare(_ sql: String) throws(SQLiteError) -> Statement { try Statement(sql, in: self) }

  /// Runs one statement to its end.
  public func run(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
  }

  /// What `read` makes of each row, in order.
  public func rows<Row>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (borrowing Statement) throws -> Row
  ) throws -> [Row] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// What `read` makes of the first row; `nil` if there is none.
  public func first<Row>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (borrowing Statement) throws -> Row
  ) throws -> Row? {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step() ? try read(statement) : nil
  }

  /// Rows that the last statement changed.
  public var changes: Int { Int(unsafe sqlite3_changes(handle)) }

  func failure(_ function: String, _ status: Int32) -> SQLiteError {
    unsafe SQLiteError(function: function, extendedCode: status, handle: handle)
  }

  private static func target(_ path: String, _ access: Access) -> (String, Int32) {
    switch access {
    case .readWrite: (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    case .readOnly: (path, SQLITE_OPEN_READONLY)
    case .immutable: ("file:\(escaped(path))?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
    }
  }

  /// - Source: sqlite.org/uri.html, section 3.1: `?`, `#` and `%` must be escaped.
  private static func escaped(_ path: String) -> String {
    path.reduce(into: "") { escaped, character in
      switch character {
      case "%": escaped += "%25"
      case "?": escaped += "%3f"
      case "#": escaped += "%23"
      default: escaped.append(character)
      }
    }
  }
}
