import GLib
import Soup
import Vocabulary

extension Routes {
  /// Alerts as the journal projects them, and what people say to them.
  static func alerts(_ limits: ServerLimits) -> [Route] {
    [list(), one(), entries()] + acknowledgement() + silence(limits)
  }

  private static func answers(_ text: String, fails: [Int] = []) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(200, text, "application/json", "Alert")]
    description.fails = fails
    return description
  }

  private static func list() -> Route {
    var description = RouteDescription()
    description.query = alertQuery + listQuery
    description.fails = [422]
    description.gives = [(200, "Newest first.", "application/json", "AlertList")]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/alerts"), permission: .read, summary: "Alerts, newest first.",
      description: description,
      handler: .later { request, services in
        let backend = services.backend
        let query = try AlertQuery(request.query)
        let search = try AlertSearch(request.query, names: await conditionNames(backend))
        let page = try await AlertPages(backend: backend, query: query, search: search).page(query.limit)
        let allowed = request.principal?.streams(for: .read)
        let items = page.items.filter { allowed?.contains($0.stream) ?? true }
        return await .longJSON(ListBody(items: items.map(\.served), next: page.next))
      })
  }

  private static func one() -> Route {
    Route(
      method: .get, pattern: PathPattern("/api/v1/alerts/{id}"), permission: .read, summary: "One alert.",
      description: answers("The alert."),
      handler: .later { request, services in .json(try await services.backend.alert(try request.alert()).served) })
  }

  private static func entries() -> Route {
    var description = RouteDescription()
    description.gives = [(200, "In order.", "application/json", "EntryList")]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/alerts/{id}/entries"), permission: .read,
      summary: "The journal entries of one alert; others' verdicts only for who has answered.", description: description,
      handler: .later { request, services in
        let entries = try await services.backend.entries(of: try request.alert()).blinded(for: try request.caller().name)
        return await .longJSON(ListBody(items: entries.map { $0.withoutVectors.served }))
      })
  }

  private static func acknowledgement() -> [Route] {
    let pattern = PathPattern("/api/v1/alerts/{id}/acknowledgement")
    return [
      Route(
        method: .post, pattern: pattern, permission: .respond, summary: "Says that the alert was seen.", bodyLimit: 1_024,
        description: answers("The alert as it is now."),
        handler: .later { request, services in
          .json(try await services.backend.acknowledge(try request.alert(), by: try request.caller()).served)
        }),
      Route(
        method: .delete, pattern: pattern, permission: .respond, summary: "Takes the acknowledgement back.",
        description: answers("The alert as it is now."),
        handler: .later { request, services in
          .json(try await services.backend.undoAcknowledgement(try request.alert(), by: try request.caller()).served)
        }),
    ]
  }

  private static func silence(_ limits: ServerLimits) -> [Route] {
    let pattern = PathPattern("/api/v1/alerts/{id}/silence")
    var silencing = answers("The alert as it is now.", fails: [422])
    silencing.takes = [("application/json", "Silence")]
    return [
      Route(
        method: .post, pattern: pattern, permission: .respond, summary: "Silences the alert for a time, with a reason.",
        bodyLimit: 4_096, description: silencing, handler: .later(silenceAlert)),
      Route(
        method: .delete, pattern: pattern, permission: .respond, summary: "Ends the silence.",
        description: answers("The alert as it is now."),
        handler: .later { request, services in
          .json(try await services.backend.undoSilence(try request.alert(), by: try request.caller()).served)
        }),
    ]
  }

  private static let silenceAlert: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["reason", "seconds"])
    let allowed = "a reason of up to 500 characters"
    let reason = try body.text("reason", allowed: allowed)
    guard reason.count <= 500 else { throw Problem.invalid("/reason", allowed: allowed) }
    guard let seconds = try body.integer("seconds", in: 1...86_400) else {
      throw Problem.invalid("/seconds", allowed: "a whole number from 1 to 86400")
    }
    let record = try await services.backend.silence(
      try request.alert(), reason: reason, for: .seconds(seconds), by: try request.caller())
    return .json(record.served)
  }
}

extension AlertQuery {
  /// - Throws: 422 for a value that is none.
  init(_ query: [String: String]) throws(Problem) {
    self.init(after: query["after"], limit: try QueryString.limit(query))
    if let text = query["stream"] {
      guard let id = StreamIdentifier(text) else { throw .invalid("/stream", allowed: "the id of a stream") }
      stream = id
    }
    if let text = query["condition"] {
      guard let id = ConditionIdentifier(text) else { throw .invalid("/condition", allowed: "the id of a condition") }
      condition = id
    }
    if let text = query["state"] {
      guard let state = AlertState(rawValue: text) else {
        throw .invalid("/state", allowed: AlertState.allCases.map(\.rawValue).joined(separator: ", "))
      }
      self.state = state
    }
  }
}
