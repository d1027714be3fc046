import GLib
import Soup
import Vocabulary

extension Routes {
  /// Sessions: of whom, what is allowed, notes, report, withdrawal.
  static func sessions() -> [Route] {
    [sessionList(), sessionOne(), sessionChange(), sessionWithdrawal(), sessionReceipt(), sessionReport()]
  }

  private static func sessionList() -> Route {
    var description = RouteDescription()
    description.query =
      [
        ("stream", "Only this stream's."), ("subject", "Only this pseudonym's."), ("state", "Only those in this state."),
      ] + listQuery
    description.gives = [(200, "Newest first.", "application/json", "ObservedSessionList")]
    description.fails = [422]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/sessions"), permission: .readSessions, summary: "Sessions, newest first.",
      description: description,
      handler: .later { request, services in
        let page = try await services.backend.sessions.sessions(try SessionQuery(request.query))
        return await .longJSON(ListBody(items: page.items, next: page.next))
      })
  }

  private static func sessionOne() -> Route {
    Route(
      method: .get, pattern: PathPattern("/api/v1/sessions/{id}"), permission: .readSessions, summary: "One session.",
      description: sessionAnswer(200, "How it stands.", "ObservedSession"),
      handler: .later { request, services in try tagged(await services.backend.sessions.session(try request.session())) })
  }

  private static func sessionChange() -> Route {
    var description = sessionAnswer(200, "How it stands now.", "ObservedSession")
    description.headers = [("If-Match", "The session's ETag; without it the change is made whatever others did.")]
    description.takes = [("application/json", "SessionChange")]
    description.fails = [404, 409, 412, 422]
    return Route(
      method: .patch, pattern: PathPattern("/api/v1/sessions/{id}"), permission: .editSessions,
      summary: "Writes the subject's pseudonym, notes, or what is allowed from now on.", bodyLimit: 32_768,
      description: description,
      handler: .later { request, services in
        let revision = request.ifMatch?.first.flatMap { $0 == "*" ? nil : $0 }
        return try tagged(
          await services.backend.sessions.change(
            try request.session(), try SessionChange(request), ifRevision: revision, by: try request.caller()))
      })
  }

  private static func sessionWithdrawal() -> Route {
    var description = sessionAnswer(200, "The receipt of the purge.", "SessionReceipt")
    description.takes = [("application/json", "Withdrawal")]
    description.fails = [404, 409, 422]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/sessions/{id}/withdrawal"), permission: .editSessions,
      summary: "Takes everything back that was allowed: stops what runs and purges all of the session.", bodyLimit: 4_096,
      description: description,
      handler: .later { request, services in
        let allowed = "a reason of up to 500 characters"
        let reason = try BodyReader(request, allowing: ["reason"]).text("reason", allowed: allowed)
        guard reason.count <= 500 else { throw Problem.invalid("/reason", allowed: allowed) }
        return .json(
          try await services.backend.sessions.withdraw(try request.session(), reason: reason, by: try request.caller()))
      })
  }

  private static func sessionReceipt() -> Route {
    var description = sessionAnswer(200, "A file that `verify --receipt` checks.", "SessionReceipt")
    description.fails = [404, 409]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/sessions/{id}/receipt"), permission: .readSessions,
      summary: "The receipt of a purge.", description: description,
      handler: .later { request, services in
        let session = try request.session()
        let name = "receipt-\(session.text.prefix(8)).json"
        return .json(
          try await services.backend.sessions.receipt(of: session),
          headers: [("Content-Disposition", "attachment; filename=\"\(name)\"")])
      })
  }

  private static func sessionReport() -> Route {
    var description = sessionAnswer(200, "Everything that is known of the session.", "SessionReport")
    description.fails = [404, 409]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/sessions/{id}/report"), permission: .readSessions,
      summary: "The closing report; the page /session-report prints it.", description: description,
      handler: .later { request, services in
        await .longJSON(try await services.backend.sessions.report(of: try request.session()))
      })
  }

  private static func tagged(_ session: SessionSummary) throws -> HTTPReply {
    .json(session, headers: [("ETag", EntityTag.quoted(session.revision))])
  }

  private static func sessionAnswer(_ status: Int, _ text: String, _ schema: String) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", schema)]
    description.fails = [404]
    return description
  }
}

extension Request {
  /// - Throws: 404 if the path's session cannot exist.
  func session() throws(Problem) -> SessionIdentifier {
    guard let id = SessionIdentifier(parameters["id"] ?? "") else { throw .notFound }
    return id
  }
}
