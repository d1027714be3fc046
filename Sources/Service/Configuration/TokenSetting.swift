/// A token that may be presented, and for whom. The secret itself stays in its file until the server hashes it.
public struct TokenSetting: Sendable, Hashable {
  /// For the audit.
  public let name: String
  public let role: Role
  public let secretFile: String

  public init(name: String, role: Role, secretFile: String) {
    self.name = name
    self.role = role
    self.secretFile = secretFile
  }
}
