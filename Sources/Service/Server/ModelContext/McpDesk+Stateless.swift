import Foundation
import GLib
import Soup
import Vocabulary

/// The revision without sessions: each request says all that is needed to answer it.
extension McpDesk {
  static let versionKey = "io.modelcontextprotocol/protocolVersion"

  func postStateless(
    _ exchange: HTTPExchange, _ value: JSONValue, _ request: Request, _ caller: Principal, _ services: Services
  ) async throws(RPCFault) -> HTTPReply? {
    let asked: RPCRequest
    switch try RPCMessage(value) {
    case .request(let one): asked = one
    case .notification, .response: return .empty(202)
    }
    try Self.checkHeaders(asked, request)
    tell([asked], request)
    if asked.method == "subscriptions/listen" {
      try listen(asked, exchange, request, caller, services)
      return nil
    }
    let reports = asked.progressToken.flatMap { token in
      isLong(asked) && Self.accepts("text/event-stream", request)
        ? exchange.startStream(status: 200, headers: Self.streamHeaders(services)).map { ($0, token) } : nil
    }
    guard let (outgoing, token) = reports else {
      let reply = await responder.reply(to: asked, .july2026, for: caller)
      count("done")
      return Self.json(reply.body, status: reply.status)
    }
    await answer(asked, outgoing, token, caller)
    return nil
  }

  /// Whoever closes the reply's stream cancels the request.
  private func answer(_ asked: RPCRequest, _ outgoing: OutgoingStream, _ token: JSONValue, _ caller: Principal) async {
    let progress = McpProgressReply(outgoing, token: token)
    let task = Task { [responder] in
      await responder.reply(to: asked, .july2026, for: caller) { done, message in
        await Task { @GLibActor in progress.report(done, message) }.value
      }
    }
    outgoing.onEnd = { task.cancel() }
    progress.finish(await task.value.body)
    count(task.isCancelled ? "cancelled" : "done")
  }

  private func listen(
    _ asked: RPCRequest, _ exchange: HTTPExchange, _ request: Request, _ caller: Principal, _ services: Services
  ) throws(RPCFault) {
    guard case .object(let wanted)? = asked.params["notifications"] else {
      throw .parameters("params.notifications must be an object.")
    }
    var resources: [McpResource] = []
    if case .array(let uris)? = wanted["resourceSubscriptions"] {
      guard uris.count <= limits.mcp.subscriptions else {
        throw .parameters("A stream tells of \(limits.mcp.subscriptions) resources at most.")
      }
      // What is not told of is left out of the acknowledgement, as the protocol wants it.
      resources = uris.compactMap { $0.text.flatMap { McpResource(uri: $0) } }.filter(\.isWatchable)
    }
    guard listeners.count < limits.mcp.sessions,
      listeners.values.count(where: { $0.principal == caller }) < limits.mcp.sessionsOfOne
    else { throw .busy("There are too many streams. Close one.") }
    guard let outgoing = exchange.startStream(status: 200, headers: Self.streamHeaders(services)) else { return }
    let agreed: [String: JSONValue] = ["resourceSubscriptions": .array(resources.map { .string($0.uri) })]
    let acknowledged: JSONValue = [
      "jsonrpc": "2.0", "method": "notifications/subscriptions/acknowledged",
      "params": [
        "notifications": .object(resources.isEmpty ? [:] : agreed),
        "_meta": ["io.modelcontextprotocol/subscriptionId": asked.id],
      ],
    ]
    let watched = Set(resources)
    let stream = McpStream(
      stream: outgoing, backend: backend, heartbeat: limits.heartbeat, cursor: nil, greeting: [McpEvent.bytes(acknowledged)],
      subscription: asked.id, watches: watched.contains)
    let key = ObjectIdentifier(stream)
    listeners[key] = (caller, request.sessionKey, stream, asked.id)
    outgoing.onEnd = { [weak self] in self?.listeners[key] = nil }
    stream.open()
  }

  /// Headers repeat what the body says, so that whoever stands between can read them; what they say must be the same.
  private static func checkHeaders(_ asked: RPCRequest, _ request: Request) throws(RPCFault) {
    guard asked.meta[versionKey]?.text == McpVersion.july2026.rawValue else {
      throw .headerMismatch("params._meta must name the protocol version that MCP-Protocol-Version names.")
    }
    guard request.head.header("mcp-method") == asked.method else {
      throw .headerMismatch("Mcp-Method must be the method of the body.")
    }
    let named: String?
    switch asked.method {
    case "tools/call", "prompts/get": named = asked.params["name"]?.text ?? ""
    case "resources/read": named = asked.params["uri"]?.text ?? ""
    default: named = nil
    }
    guard let named else { return }
    guard let header = request.head.header("mcp-name"), decoded(header) == named else {
      throw .headerMismatch("Mcp-Name must be the name or address of the body.")
    }
  }

  /// A header's value, which is in Base64 where it could not be sent otherwise.
  private static func decoded(_ header: String) -> String? {
    guard header.hasPrefix("=?base64?"), header.hasSuffix("?="), header.count >= 11 else { return header }
    return Data(base64Encoded: String(header.dropFirst(9).dropLast(2))).flatMap { String(data: $0, encoding: .utf8) }
  }
}
