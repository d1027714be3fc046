import GLib
import Soup
import Vocabulary

extension Routes {
  /// The Model Context Protocol over streamable HTTP.
  static func modelContext(_ limits: ServerLimits) -> [Route] {
    let pattern = PathPattern("/mcp")
    return [
      Route(
        method: .post, pattern: pattern, permission: .read,
        summary: "Takes one JSON-RPC message of a client of the Model Context Protocol.", bodyLimit: limits.mcp.messageBytes,
        description: posting(), handler: .own(post)),
      Route(
        method: .get, pattern: pattern, permission: .read,
        summary: "Notifications of a session of the Model Context Protocol, as server-sent events.", description: listening(),
        handler: .own(listen)),
      Route(
        method: .delete, pattern: pattern, permission: .read, summary: "Ends a session of the Model Context Protocol.",
        description: leaving(),
        handler: .now { request, services in
          try checkOrigin(request, services)
          do throws(RPCFault) { try services.mcp.leave(request) } catch { return McpDesk.reply(error) }
          return .empty(204)
        }),
    ]
  }

  private static let sessionHeader = (name: "Mcp-Session-Id", text: "As the reply to `initialize` gave it.")

  private static func posting() -> RouteDescription {
    var description = RouteDescription()
    description.headers = [
      sessionHeader, ("MCP-Protocol-Version", McpVersion.allCases.map(\.rawValue).joined(separator: ", ")),
    ]
    description.takes = [("application/json", nil)]
    description.gives = [
      (200, "The answer; long work may be told as text/event-stream.", "application/json", nil),
      (202, "Taken: there is nothing to answer.", nil, nil),
    ]
    description.fails = [404, 406, 415, 429, 503]
    return description
  }

  private static func listening() -> RouteDescription {
    var description = RouteDescription()
    description.headers = [sessionHeader, ("Last-Event-ID", "Goes on behind this event.")]
    description.gives = [(200, "Messages from now on.", "text/event-stream", nil)]
    description.fails = [400, 404, 406]
    return description
  }

  private static func leaving() -> RouteDescription {
    var description = RouteDescription()
    description.headers = [sessionHeader]
    description.gives = [(204, "The session is over.", nil, nil)]
    description.fails = [400, 404]
    return description
  }

  /// The protocol wants a page of a foreign origin refused whatever it brings.
  @GLibActor private static func checkOrigin(_ request: Request, _ services: Services) throws(Problem) {
    if services.authenticator.isFromForeignOrigin(request.head) { throw .foreignOrigin }
  }

  private static let post: @GLibActor @Sendable (HTTPExchange, Request, Services) throws -> Void = {
    exchange, request, services in
    try checkOrigin(request, services)
    exchange.pause()
    Task.immediate { @GLibActor in
      let reply: HTTPReply?
      do { reply = try await services.mcp.post(exchange, request, services) } catch { reply = Problem(error).reply }
      if let reply { exchange.reply(services.finished(reply, .api)) }
    }
  }

  private static let listen: @GLibActor @Sendable (HTTPExchange, Request, Services) throws -> Void = {
    exchange, request, services in
    try checkOrigin(request, services)
    guard McpDesk.accepts("text/event-stream", request), request.head.count(of: "accept") > 0, request.head.method == "GET" else {
      throw Problem.notAcceptable("text/event-stream")
    }
    do throws(RPCFault) {
      try services.mcp.listen(exchange, request, services)
    } catch {
      exchange.reply(services.finished(McpDesk.reply(error), .api))
    }
  }
}
