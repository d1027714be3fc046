/// Who did it, and how that was known.
public struct AuditActor: Sendable, Hashable, Codable {
  /// A person's or token's name; `unknown` where nobody was believed.
  public let name: String
  /// The strongest that they have; `nil` where nobody was believed.
  public let role: String?
  /// `token`, `password`, `provider`, `local`, or `none`.
  public let proof: String
  /// From where, as a number.
  public let address: String

  /// - Parameters:
  ///   - name: a person's or token's.
  ///   - role: the strongest that they have.
  ///   - proof: how that was known.
  ///   - address: from where.
  public init(name: String, role: String?, proof: String, address: String) {
    self.name = name
    self.role = role
    self.proof = proof
    self.address = address
  }
}
