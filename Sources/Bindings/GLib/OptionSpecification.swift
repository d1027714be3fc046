/// One option of a command, for ``CommandLineParser``.
public struct OptionSpecification: Sendable, Hashable {
  /// What an option takes, and how often it may be given.
  public enum Kind: Sendable, Hashable {
    /// Present or absent.
    case flag
    /// Takes one value; the last one given counts.
    case text(placeholder: String)
    /// May be given more than once.
    case list(placeholder: String)
  }

  public let name: String
  public let kind: Kind
  public let help: String

  public init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }
}
