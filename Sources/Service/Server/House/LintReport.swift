/// What is wrong with a pack, or could be better.
public struct LintReport: Sendable, Hashable, Encodable {
  /// One remark.
  public struct Remark: Sendable, Hashable, Encodable {
    /// A stable name.
    public let rule: String
    /// `error`, `warning` or `note`.
    public let severity: String
    /// From 1.
    public let line: Int
    /// What is wrong, and what is allowed.
    public let message: String

    /// - Parameters:
    ///   - rule: a stable name.
    ///   - severity: `error`, `warning` or `note`.
    ///   - line: from 1.
    ///   - message: what is wrong, and what is allowed.
    public init(rule: String, severity: String, line: Int, message: String) {
      self.rule = rule
      self.severity = severity
      self.line = line
      self.message = message
    }
  }

  /// Its id.
  public let pack: String
  /// The file that was looked at.
  public let file: String
  /// Worst first.
  public let items: [Remark]

  /// - Parameters:
  ///   - pack: its id.
  ///   - file: the file that was looked at.
  ///   - items: worst first.
  public init(pack: String, file: String, items: [Remark]) {
    self.pack = pack
    self.file = file
    self.items = items
  }
}
