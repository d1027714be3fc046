/// A token that may be presented, and for whom. The secret itself stays in its file until the server hashes it.
public struct TokenSetting: Sendable, Hashable {
  /// For the audit.
  public let name: String
  public let role: Role
  public let secretFile: String
  /// What it may do beyond its role.
  public let scopes: Set<Scope>

  /// - Parameters:
  ///   - name: for the audit.
  ///   - role: whose permissions it has.
  ///   - secretFile: the file that holds the secret.
  ///   - scopes: what it may do beyond its role.
  public init(name: String, role: Role, secretFile: String, scopes: Set<Scope> = []) {
    self.name = name
    self.role = role
    self.secretFile = secretFile
    self.scopes = scopes
  }
}
