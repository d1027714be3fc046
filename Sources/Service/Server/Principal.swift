/// Who asks: the one thing that authorisation looks at.
public struct Principal: Sendable, Hashable {
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable { case administrator, clinician, reviewer, publisher, viewer }

  /// For the audit; never a secret.
  public let name: String
  public let role: Role
  /// Whether it is the person at this machine, without a token.
  public let isLocal: Bool

  public init(name: String, role: Role, isLocal: Bool) {
    self.name = name
    self.role = role
    self.isLocal = isLocal
  }
}
