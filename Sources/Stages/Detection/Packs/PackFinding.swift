/// Something that `packs lint` found.
public struct PackFinding: Sendable, Hashable, Codable {
  /// How bad it is.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The pack cannot be used.
    case error
    /// It can, but will probably not do what its writer meant.
    case warning
    /// Worth knowing.
    case note

    public static func < (left: Severity, right: Severity) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  /// A stable name of the rule, kebab-case.
  public let rule: String
  public let severity: Severity
  /// From 1.
  public let line: Int
  /// The key or the text concerned, what is wrong, what is allowed.
  public let message: String

  public init(rule: String, severity: Severity, line: Int, message: String) {
    self.rule = rule
    self.severity = severity
    self.line = line
    self.message = message
  }
}
