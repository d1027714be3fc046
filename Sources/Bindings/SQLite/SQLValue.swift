/// A value of one of SQLite's storage classes.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// Text, or null.
  public init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }

  /// An integer, or null.
  public init(_ integer: Int64?) { self = integer.map(SQLValue.integer) ?? .null }
}
