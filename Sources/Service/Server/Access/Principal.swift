public import Configuration
public import Vocabulary

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
  /// What its token says of the sessions that it publishes.
  public let claims: SessionClaims

  /// - Parameters:
  ///   - name: for the audit.
  ///   - role: whose permissions it has.
  ///   - isLocal: whether it is the person at this machine.
  ///   - scopes: what it may do beyond its role.
  ///   - claims: of the sessions that it publishes.
  public init(
    name: String, role: Role, isLocal: Bool, scopes: Set<Scope> = [], claims: SessionClaims = SessionClaims()
  ) {
    self.claims = claims
    self.name = name
    self.role = role
    self.isLocal = isLocal
    self.scopes = scopes
  }

  /// Whether it may acknowledge and silence alerts.
  public var mayRespond: Bool { Authorisation.allows(self, .respond) }

  /// With what the names of those begin who publish a stream by a signed token.
  ///
  /// - Parameter stream: the token's.
  /// - Returns: a prefix that no other stream's names have.
  public static func signedPrefix(of stream: StreamIdentifier) -> String { "token:\(stream):" }

  /// The person at this machine.
  public static let local = Principal(name: "local", role: .administrator, isLocal: true)
}
