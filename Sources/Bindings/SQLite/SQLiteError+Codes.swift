internal import CSQLite

extension SQLiteError {
  /// The error that `handle` last saw.
  init(function: String, extendedCode: Int32, handle: OpaquePointer?) {
    let text = unsafe handle.map { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(extendedCode)
    self.init(
      kind: Self.kind(of: extendedCode & 0xff), function: function, code: extendedCode & 0xff, extendedCode: extendedCode,
      message: unsafe text.map { unsafe String(cString: $0) } ?? "no message")
  }

  private static func kind(of code: Int32) -> Kind {
    switch code {
    case SQLITE_FULL: .full
    case SQLITE_IOERR: .inputOutput
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: .notWritable
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_CONSTRAINT: .constraint
    default: .other
    }
  }
}
