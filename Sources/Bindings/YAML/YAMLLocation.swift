/// Where something stands in a YAML file.
public struct YAMLLocation: Sendable, Hashable, CustomStringConvertible {
  /// The name that the document was parsed under, usually a path.
  public let file: String
  /// Counted from 1.
  public let line: Int
  /// In Unicode scalars, counted from 1.
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as editors and terminals understand it.
  public var description: String { "\(file):\(line):\(column)" }
}
