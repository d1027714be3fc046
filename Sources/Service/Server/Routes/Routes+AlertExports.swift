import GLib
import Soup
import Vocabulary

extension Routes {
  /// The filtered list of alerts as files.
  static func alertExports() -> [Route] {
    [
      alertExport("/api/v1/alerts.csv", .csv, "One row an alert, newest first."),
      alertExport("/api/v1/alerts.ndjson", .ndjson, "One JSON object a line, newest first."),
    ]
  }

  static let alertQuery: [(name: String, text: String)] =
    [("stream", "Only this stream's."), ("condition", "Only this condition's."), ("state", "Only those in this state.")]
    + AlertSearch.query

  /// Names of the conditions that are loaded.
  static func conditionNames(_ backend: any Backend) async -> [ConditionIdentifier: String] {
    Dictionary(await backend.packs().flatMap(\.conditions).map { ($0.id, $0.name) }) { first, _ in first }
  }

  private static func alertExport(_ path: String, _ format: AlertTableFormat, _ text: String) -> Route {
    var description = RouteDescription()
    description.query = alertQuery
    description.gives = [(200, text, format.contentType, nil)]
    description.fails = [422]
    return Route(
      method: .get, pattern: PathPattern(path), permission: .export,
      summary: "The alerts that the filters let through. Vectors are not in it.", description: description,
      handler: .own { exchange, request, services in
        let headers = [
          ("Content-Type", format.contentType),
          ("Content-Disposition", "attachment; filename=\"alerts.\(format.rawValue)\""),
        ]
        let query = try AlertQuery(request.query)
        _ = try AlertSearch(request.query)
        let reply = services.finished(HTTPReply(status: 200, headers: headers.map { ($0.0, $0.1) }), .api)
        if request.head.method == "HEAD" { return exchange.reply(reply) }
        exchange.pause()
        let backend = services.backend
        Task { @GLibActor in
          let names = await conditionNames(backend)
          do {
            let pages = AlertPages(backend: backend, query: query, search: try AlertSearch(request.query, names: names))
            AlertDownload(format: format, names: names, pages: pages).start(on: exchange, headers: reply.headers) {
              services.finished(Problem($0).reply, .api)
            }
          } catch { exchange.reply(services.finished(Problem(error).reply, .api)) }
        }
      })
  }
}
