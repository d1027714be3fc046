public import Configuration
public import People
public import Vocabulary

/// Who asks: the one thing that authorisation looks at.
public struct Principal: Sendable, Hashable {
  public typealias Role = Configuration.Role

  /// For the audit; never a secret.
  public let name: String
  /// The strongest of its grants.
  public let role: Role
  /// Whether it is the person at this machine, without a token.
  public let isLocal: Bool
  /// What it may do, and where.
  public let grants: [Grant]

  /// What it may do beyond its role.
  public let scopes: Set<Scope>
  /// What its token says of the sessions that it publishes.
  public let claims: SessionClaims

  /// Somebody with one role on all streams.
  ///
  /// - Parameters:
  ///   - name: for the audit.
  ///   - role: what may be done.
  ///   - isLocal: whether it is the person at this machine, without a token.
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
    grants = [Grant(role: role, streams: nil)]
  }

  /// A person.
  ///
  /// - Parameters:
  ///   - name: for the audit.
  ///   - standing: what they may do.
  public init(name: String, standing: Standing) {
    self.name = name
    role = Role.strongest(of: standing.grants.map(\.role)) ?? .viewer
    isLocal = false
    scopes = []
    claims = SessionClaims()
    grants = standing.grants
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

  /// Where it may do what needs `permission`.
  ///
  /// - Parameter permission: that a route asks for.
  /// - Returns: `nil` for all streams.
  func streams(for permission: Permission) -> Set<StreamIdentifier>? {
    let fitting = grants.filter { Authorisation.permissions(of: $0.role).contains(permission) }.map(\.streams)
    guard !fitting.contains(nil) else { return nil }
    return fitting.reduce(into: []) { $0.formUnion($1 ?? []) }
  }
}
