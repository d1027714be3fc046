/// Why SQLite did not do it. Carries codes and SQLite's own words, never a bound value.
public struct SQLiteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What the code means to a caller.
  public enum Kind: Sendable, Hashable {
    /// `SQLITE_FULL`: no room on the disk.
    case full
    /// `SQLITE_IOERR`: the disk or file system refused a read, a write or a sync.
    case inputOutput
    /// `SQLITE_READONLY`, `SQLITE_CANTOPEN`, `SQLITE_PERM`: the file or its folder cannot be written or opened.
    case notWritable
    /// `SQLITE_CORRUPT`, `SQLITE_NOTADB`: the file is damaged, or no database.
    case corrupt
    /// `SQLITE_BUSY`, `SQLITE_LOCKED`: someone else holds it.
    case busy
    /// `SQLITE_CONSTRAINT`: a rule of the schema forbids it.
    case constraint
    case other
  }

  public let kind: Kind
  /// The C function that reported it.
  public let function: String
  /// Primary result code.
  public let code: Int32
  /// Extended result code.
  public let extendedCode: Int32
  /// SQLite's message; names tables and columns, no values.
  public let message: String

  public init(kind: Kind, function: String, code: Int32, extendedCode: Int32, message: String) {
    self.kind = kind
    self.function = function
    self.code = code
    self.extendedCode = extendedCode
    self.message = message
  }

  public var description: String { "\(function): \(message) (\(code)/\(extendedCode))" }
}
