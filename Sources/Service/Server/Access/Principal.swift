public import Configuration

/// Who asks: the one thing that authorisation looks at.
public struct Principal: Sendable, Hashable {
  public typealias Role = Configuration.Role

  /// For the audit; never a secret.
  public let name: String
  public let role: Role
  /// Whether it is the person at this machine, without a token.
  public let isLocal: Bool
  /// What it may do beyond its role.
  public let scopes: Set<Scope>

  /// - Parameters:
  ///   - name: for the audit.
  ///   - role: whose permissions it has.
  ///   - isLocal: whether it is the person at this machine.
  ///   - scopes: what it may do beyond its role.
  public init(name: String, role: Role, isLocal: Bool, scopes: Set<Scope> = []) {
    self.name = name
    self.role = role
    self.isLocal = isLocal
    self.scopes = scopes
  }

  /// Whether it may acknowledge and silence alerts.
  public var mayRespond: Bool { Authorisation.allows(self, .respond) }

  /// The person at this machine.
  public static let local = Principal(name: "local", role: .administrator, isLocal: true)
}
