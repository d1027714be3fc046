/// What came of bringing a document in.
public struct ImportOutcome: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    case added
    /// It takes the place of an older form of the same name.
    case replaced
    /// The same file, or the same text in another wrapping, is there already.
    case unchanged
  }

  public let outcome: Kind
  /// The document that is there now.
  public let document: String
  public let name: String
  public let passages: Int
  /// Passages whose vectors were computed; the others were known.
  public let embedded: Int
}
