import GLib
import Soup
import Vocabulary

extension Routes {
  /// Who saw or changed what.
  static func audit() -> [Route] {
    var reading = RouteDescription()
    reading.query = auditQuery + listQuery
    reading.gives = [(200, "Newest first.", "application/json", "AuditList")]
    reading.fails = [422, 503]
    var exporting = RouteDescription()
    exporting.query = auditQuery
    exporting.gives = [(200, "One FHIR R4 AuditEvent a line, oldest first.", AuditDownload.contentType, nil)]
    exporting.fails = [422, 503]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/audit"), permission: .readAudit, summary: "Who saw or changed what.",
        description: reading,
        handler: .later { request, services in
          let query = request.query
          let before = query["after"].map { Int64($0) ?? 0 }
          guard before.map({ $0 > 0 }) ?? true else { throw Problem.invalid("/after", allowed: "the `next` of an earlier page") }
          let page = try await services.backend.audit.page(
            try AuditFilter(query), before: before, limit: try auditLimit(query))
          return await .longJSON(ListBody(items: page.items, next: page.next))
        }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/audit.fhir.ndjson"), permission: .readAudit,
        summary: "The audit as FHIR AuditEvents.", description: exporting,
        handler: .own { exchange, request, services in
          let headers = [
            ("Content-Type", AuditDownload.contentType), ("Content-Disposition", "attachment; filename=\"audit.fhir.ndjson\""),
          ]
          let filter = try AuditFilter(request.query)
          let reply = services.finished(HTTPReply(status: 200, headers: headers.map { ($0.0, $0.1) }), .api)
          if request.head.method == "HEAD" { return exchange.reply(reply) }
          AuditDownload(filter, services.backend.audit).start(on: exchange, headers: reply.headers) {
            services.finished(Problem($0).reply, .api)
          }
        }),
    ]
  }

  private static let auditQuery: [(name: String, text: String)] = [
    ("actor", "Only what this name did."), ("action", "Only read, create, update, delete, execute, sign-in or sign-out."),
    ("outcome", "Only success, refused or failed."), ("kind", "Only with this kind of thing: alerts, people, streams, …"),
    ("subject", "Only with this thing."), ("from", "Not before (RFC 3339)."), ("to", "Not after (RFC 3339)."),
  ]

  private static func auditLimit(_ query: [String: String]) throws(Problem) -> Int {
    guard let text = query["limit"] else { return 100 }
    guard let number = UInt(text), number > 0 else { throw .invalid("/limit", allowed: "a whole number from 1") }
    return Int(min(number, 1_000))
  }
}

extension AuditFilter {
  /// - Throws: 422 for a value that is none.
  init(_ query: [String: String]) throws(Problem) {
    self.init()
    (actor, kind, subject) = (query["actor"], query["kind"], query["subject"])
    action = try Self.choice("action", query)
    outcome = try Self.choice("outcome", query)
    from = try Self.time("from", query)
    to = try Self.time("to", query)
  }

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ query: [String: String]
  ) throws(Problem) -> Choice? {
    guard let text = query[name] else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw .invalid("/\(name)", allowed: Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  private static func time(_ name: String, _ query: [String: String]) throws(Problem) -> Int64? {
    guard let text = query[name] else { return nil }
    guard let time = RFC3339.wallMilliseconds(text) else { throw .invalid("/\(name)", allowed: "a time as 2026-01-31T08:00:00Z") }
    return time
  }
}
