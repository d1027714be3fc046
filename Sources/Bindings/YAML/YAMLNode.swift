/// One node of a parsed document, with where it stands and under which key, so that any complaint can name both.
public struct YAMLNode: Sendable, Hashable {
  /// What a node is.
  public enum Kind: Sendable, Hashable {
    /// Keys are unique, in the file's order.
    case mapping([YAMLEntry])
    case sequence([YAMLNode])
    /// Text as written, escapes resolved. A quoted scalar, or one in block style, is always text.
    case scalar(String, isQuoted: Bool)
  }

  public let kind: Kind
  public let location: YAMLLocation
  /// The key that leads here, `streams[0]` for an item of a sequence; the file's name for the root.
  public let key: String

  public init(kind: Kind, location: YAMLLocation, key: String) {
    self.kind = kind
    self.location = location
    self.key = key
  }
}
