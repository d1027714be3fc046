import Configuration
import GLib
import Soup
import Vocabulary

extension Routes {
  private struct TokenBody: Encodable, Sendable {
    let name: String
    let role: String
  }

  private struct OpenSession: Encodable, Sendable {
    let id: String
    let name: String
    let role: String
    let proof: String
    let address: String
    let startedAt: String
    let lastUsedAt: String
    /// Whether it is the asker's own.
    let own: Bool

    enum CodingKeys: String, CodingKey {
      case id, name, role, proof, address, own
      case startedAt = "started_at"
      case lastUsedAt = "last_used_at"
    }

    init(_ session: SessionStore.Session, isOwn: Bool) {
      (id, name, role) = (session.id, session.principal.name, session.principal.role.rawValue)
      (proof, address, own) = (session.proof.rawValue, session.address, isOwn)
      (startedAt, lastUsedAt) = (session.startedAt.rfc3339, session.lastUsed.rfc3339)
    }
  }

  /// Who is signed in with a browser, and whose tokens there are.
  static func signedInPeople() -> [Route] {
    var listing = RouteDescription()
    listing.gives = [(200, "Newest first.", "application/json", "OpenSessionList")]
    var ending = RouteDescription()
    ending.gives = [(204, "Over.", nil, nil)]
    var tokens = RouteDescription()
    tokens.gives = [(200, "As the configuration names them; never what they are.", "application/json", "TokenList")]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/people/signed-in"), permission: .managePeople,
        summary: "Open sessions of browsers.", description: listing,
        handler: .now { request, services in
          let own = request.sessionKey
          return .json(ListBody(items: services.authenticator.openSessions.map { OpenSession($0, isOwn: $0.key == own) }))
        }),
      Route(
        method: .delete, pattern: PathPattern("/api/v1/people/signed-in/{id}"), permission: .managePeople,
        summary: "Ends an open session.", description: ending,
        handler: .now { request, services in
          let id = request.parameters["id"] ?? ""
          guard let session = services.authenticator.openSessions.first(where: { $0.id == id }) else { throw Problem.notFound }
          services.end(session.key)
          request.audit.about(session.principal.name)
          return .empty()
        }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/people/tokens"), permission: .managePeople,
        summary: "Names and roles of the tokens.", description: tokens,
        handler: .now { _, services in
          .json(
            ListBody(items: services.authenticator.tokenHolders.map { TokenBody(name: $0.name, role: $0.role.rawValue) }))
        }),
    ]
  }
}
