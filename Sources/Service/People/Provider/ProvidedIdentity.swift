/// Whom a provider vouches for.
public struct ProvidedIdentity: Sendable, Hashable {
  public let issuer: String
  /// Names the person at the issuer for ever.
  public let subject: String
  /// What the provider would call them; may belong to somebody else tomorrow.
  public let preferredName: String?
  public let display: String?
  /// Values of the claim that the configuration names.
  public let values: Set<String>

  /// - Parameters:
  ///   - issuer: who vouches.
  ///   - subject: for whom.
  ///   - preferredName: what the provider would call them.
  ///   - display: as people call them.
  ///   - values: of the claim that the configuration names.
  public init(issuer: String, subject: String, preferredName: String?, display: String?, values: Set<String>) {
    self.issuer = issuer
    self.subject = subject
    self.preferredName = preferredName
    self.display = display
    self.values = values
  }
}
