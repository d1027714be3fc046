import Soup
import Vocabulary

extension Routes {
  /// The event stream.
  static func events() -> [Route] {
    var description = RouteDescription()
    description.query = [
      ("stream", "Only this stream's events, and those that concern all."),
      ("last_event_id", "As the header, for those who cannot set it."),
    ]
    description.headers = [("Last-Event-ID", "A journal sequence: what came after it is sent first, none is lost.")]
    description.gives = [
      (
        200, "assessment, alert, alert-changed, stream, health, speech, voice, overlay, verdict; sink for who may read sinks.",
        "text/event-stream", nil
      )
    ]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/events"), permission: .read,
        summary: "What happens, as server-sent events. `id` is the journal sequence of what is journalled.",
        description: description,
        handler: .own { exchange, request, services in
          let query = request.query
          let headers = services.finished(
            HTTPReply(
              status: 200, headers: [("Content-Type", "text/event-stream"), ("X-Accel-Buffering", "no"), ("Connection", "close")]),
            .api
          ).headers
          if request.head.method == "HEAD" { return exchange.reply(HTTPReply(status: 200, headers: headers)) }
          try services.events.open(
            exchange, headers: headers, filter: try filter(query), sessionKey: request.sessionKey,
            allowed: request.principal?.streams(for: .read), readsSinks: Authorisation.allows(request.principal, .export),
            resumeAfter: try lastEvent(request.head.header("last-event-id") ?? query["last_event_id"]))
        })
    ]
  }

  private static func filter(_ query: [String: String]) throws(Problem) -> StreamIdentifier? {
    guard let text = query["stream"] else { return nil }
    guard let id = StreamIdentifier(text) else { throw .invalid("/stream", allowed: "the id of a stream") }
    return id
  }

  private static func lastEvent(_ text: String?) throws(Problem) -> Int64? {
    guard let text, !text.isEmpty else { return nil }
    guard let sequence = Int64(text), sequence >= 0 else { throw .badRequest("Last-Event-ID must be the id of an event.") }
    return sequence
  }
}
