public import Vocabulary

/// A token that may be presented, and for whom. The secret itself stays in its file until the server hashes it.
public struct TokenSetting: Sendable, Hashable {
  /// For the audit.
  public let name: String
  public let role: Role
  public let secretFile: String
  /// What it may do beyond its role.
  public let scopes: Set<Scope>
  /// What the sessions that its bearer publishes allow, and of whom they are.
  public let claims: SessionClaims

  /// - Parameters:
  ///   - name: for the audit.
  ///   - role: whose permissions it has.
  ///   - secretFile: the file that holds the secret.
  ///   - scopes: what it may do beyond its role.
  ///   - claims: of the sessions that its bearer publishes.
  public init(
    name: String, role: Role, secretFile: String, scopes: Set<Scope> = [], claims: SessionClaims = SessionClaims()
  ) {
    self.claims = claims
    self.name = name
    self.role = role
    self.secretFile = secretFile
    self.scopes = scopes
  }
}
