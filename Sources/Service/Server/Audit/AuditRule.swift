import Vocabulary

/// Whether a route is audited, and as what. What is not listed here is: a new route is never forgotten.
enum AuditRule: Equatable {
  case recorded(AuditAction)
  case unrecorded(reason: String)

  static func of(_ route: Route) -> AuditRule {
    let name = "\(route.method.rawValue) \(route.pattern.text)"
    if let reason = unrecorded[name] { return .unrecorded(reason: reason) }
    if let action = actions[name] { return .recorded(action) }
    if route.kind == .page || route.kind == .asset {
      return .unrecorded(reason: "a page without data; what it asks for is recorded")
    }
    if route.kind == .inference || route.kind == .prediction { return .unrecorded(reason: "nothing is stored, nobody is named") }
    switch (route.permission, route.method) {
    case (.signature, _): return .unrecorded(reason: "the call service's own messages, which are journalled")
    case (_, .options): return .unrecorded(reason: "says only what may be asked")
    case (.open, .get): return .unrecorded(reason: "open to everybody")
    case (_, .get): return .recorded(.read)
    case (_, .post): return .recorded(.create)
    case (_, .patch): return .recorded(.update)
    case (_, .delete): return .recorded(.delete)
    }
  }

  private static let counters = "counters and states, nothing of a person"
  private static let catalogue = "what the server knows, nothing of a person"

  private static let unrecorded: [String: String] = [
    "GET /metrics": counters, "GET /openapi.json": catalogue, "GET /api/v1/session": "who one is oneself",
    "POST /api/v1/session/activity": "keeps a session open",
    "GET /api/v1/streams": counters, "GET /api/v1/streams/{stream}": counters, "GET /api/v1/calls": counters,
    "GET /api/v1/streams/{stream}/voice": counters, "GET /api/v1/speech/{clip}": "a phrase without a name",
    "GET /api/v1/conditions": catalogue, "GET /api/v1/packs": catalogue, "GET /api/v1/models": catalogue,
    "GET /api/v1/evidence": catalogue, "GET /api/v1/evidence/pictures/{hash}": catalogue,
    "GET /api/v1/knowledge": catalogue, "GET /api/v1/knowledge/documents": catalogue,
    "GET /api/v1/knowledge/documents/{id}": catalogue, "GET /api/v1/knowledge/passages/{id}": catalogue,
    "GET /api/v1/conditions/{condition}/knowledge": catalogue, "GET /api/v1/ontology/{code}": catalogue,
    "GET /api/v1/knowledge/passages/{id}/history": catalogue, "GET /api/v1/knowledge/review": catalogue,
    "GET /api/v1/knowledge/imports": catalogue, "GET /api/v1/knowledge/search": catalogue,
    "GET /whip/{stream}": counters, "GET /whip/{stream}/{session}": counters, "GET /whep/{stream}": counters,
    "GET /whep/{stream}/{session}": counters, "PATCH /whip/{stream}/{session}": "addresses of a call that is recorded",
    "PATCH /whep/{stream}/{session}": "addresses of a call that is recorded",
  ]

  /// Where the method alone would say it wrongly.
  private static let actions: [String: AuditAction] = [
    "POST /api/v1/session": .signIn, "DELETE /api/v1/session": .signOut, "POST /api/v1/session/password": .update,
    "GET /sign-in/callback": .signIn,
    "POST /api/v1/alerts/{id}/acknowledgement": .update, "DELETE /api/v1/alerts/{id}/acknowledgement": .update,
    "POST /api/v1/alerts/{id}/silence": .update, "DELETE /api/v1/alerts/{id}/silence": .update,
    "POST /api/v1/alerts/{id}/questions": .execute, "POST /api/v1/analyses": .execute,
    "POST /api/v1/streams/{stream}/voice/mute": .update, "DELETE /api/v1/streams/{stream}/voice/mute": .update,
    "POST /api/v1/people/{person}/password": .update,
    "POST /whip/{stream}": .execute, "POST /whep/{stream}": .read, "GET /api/v1/streams/{stream}/frames": .execute,
    "POST /mcp": .execute,
  ]
}
