import GLib
import Soup
import Vocabulary

extension McpDesk {
  /// `resources/subscribe` and its undoing, which belong to the session; `nil` for any other request.
  func subscription(_ asked: RPCRequest, in session: McpSession) throws(RPCFault) -> McpReply? {
    let isStarting = asked.method == "resources/subscribe"
    guard isStarting || asked.method == "resources/unsubscribe" else { return nil }
    guard let resource = McpResource(uri: try asked.text("uri")) else { throw .unknownResource(session.version) }
    guard resource.isWatchable else { throw .parameters("Changes of \(resource.uri) are not told: read it when you need it.") }
    if isStarting {
      guard session.subscriptions.contains(resource) || session.subscriptions.count < limits.mcp.subscriptions else {
        throw .parameters("A session subscribes to \(limits.mcp.subscriptions) resources at most.")
      }
      sessions.change(session.id) { $0.subscriptions.insert(resource) }
    } else {
      sessions.change(session.id) { $0.subscriptions.remove(resource) }
    }
    let body: JSONValue = ["jsonrpc": "2.0", "id": asked.id, "result": [:]]
    return McpReply(status: 200, body: body.encoded)
  }

  /// Opens a session's stream; one that is open already gives way, as after a connection that nobody saw break.
  func listen(_ exchange: HTTPExchange, _ request: Request, _ services: Services) throws(RPCFault) {
    let session = try session(request, try Self.principal(request))
    let last = request.head.header("last-event-id")
    let cursor = last.flatMap { McpCursor(id: $0) }
    guard last == nil || cursor != nil else { throw .invalid("Last-Event-ID must be the id of an event of this server.") }
    guard let outgoing = exchange.startStream(status: 200, headers: Self.streamHeaders(services)) else { return }
    streams[session.id]?.end()
    var greeting = [SharedBytes("retry: 2000\n\n")]
    if session.version.knowsPriming, last == nil, let newest { greeting.append(McpEvent.priming(McpCursor.id(newest, 15))) }
    let stream = McpStream(
      stream: outgoing, backend: backend, heartbeat: limits.heartbeat, cursor: cursor, greeting: greeting, subscription: nil,
      watches: { [weak self] in self?.sessions.subscribes(session.id, to: $0) ?? false })
    streams[session.id] = stream
    sessions.change(session.id) { $0.isListening = true }
    outgoing.onEnd = { [weak self, weak stream] in
      guard let self, let stream, self.streams[session.id] === stream else { return }
      self.streams[session.id] = nil
      let now = self.time.now()
      self.sessions.change(session.id) {
        $0.isListening = false
        $0.lastUsed = now
      }
    }
    stream.open()
  }

  private static func principal(_ request: Request) throws(RPCFault) -> Principal {
    guard let principal = request.principal else { throw .invalid("Sign in first.") }
    return principal
  }

  /// Ends a session because its client says so.
  func leave(_ request: Request) throws(RPCFault) {
    let session = try session(request, try Self.principal(request))
    sessions.end(session.id)
    over(session.id)
  }
}
