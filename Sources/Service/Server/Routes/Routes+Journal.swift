import Configuration
import GLib
import Soup
import Vocabulary

extension Routes {
  /// The journal, whole.
  static func journal() -> [Route] {
    [
      export("/api/v1/journal.ndjson", .ndjson, "One JSON object a line."),
      export("/api/v1/journal.csv", .csv, "One row an entry."),
    ]
  }

  private static func export(_ path: String, _ format: JournalExport, _ text: String) -> Route {
    let type = format.contentType
    var description = RouteDescription()
    description.query = [("after", "Only entries with a higher sequence.")]
    description.gives = [(200, text, type, nil)]
    return Route(
      method: .get, pattern: PathPattern(path), permission: .export,
      summary: "All journal entries. Vectors are in an administrator's export only.", description: description,
      handler: .own { exchange, request, services in
        let name = path.split(separator: "/").last ?? ""
        let headers = [
          ("Content-Type", type), ("Content-Disposition", "attachment; filename=\"\(name)\""),
        ]
        guard let after = Int64(request.query["after"] ?? "0"), after >= 0 else {
          throw Problem.invalid("/after", allowed: "a whole number")
        }
        let reply = services.finished(HTTPReply(status: 200, headers: headers.map { ($0.0, $0.1) }), .api)
        if request.head.method == "HEAD" { return exchange.reply(reply) }
        let withVectors = try request.caller().role == .administrator
        let download = JournalDownload(format: format, withVectors: withVectors, backend: services.backend, after: after)
        download.start(on: exchange, headers: reply.headers) { services.finished(Problem($0).reply, .api) }
      })
  }
}
