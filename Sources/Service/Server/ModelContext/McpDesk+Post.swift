import GLib
import Soup
import Vocabulary

extension McpDesk {
  /// Takes one message.
  ///
  /// - Returns: the reply, or `nil` where the exchange is answered already.
  func post(_ exchange: HTTPExchange, _ request: Request, _ services: Services) async throws -> HTTPReply? {
    let caller = try request.caller()
    try Self.checkKinds(request)
    var id = JSONValue.null
    do throws(RPCFault) {
      try meter(caller)
      let value = try RPCMessage.value(of: request.body)
      id = RPCMessage.identifier(of: value)
      let header = try Self.version(request)
      if let header, header.isStateless, value["method"] != "initialize" {
        return try await postStateless(exchange, value, request, caller, services)
      }
      guard value["params"]?["_meta"]?[McpDesk.versionKey] == nil else {
        throw .headerMismatch("MCP-Protocol-Version must say what params._meta says.")
      }
      return try await post(value, exchange, request, caller, services)
    } catch {
      count("refused")
      return Self.reply(error, id: id)
    }
  }

  private func post(
    _ value: JSONValue, _ exchange: HTTPExchange, _ request: Request, _ caller: Principal, _ services: Services
  ) async throws(RPCFault) -> HTTPReply? {
    if case .array(let items) = value { return try await batch(items, request, caller) }
    let message = try RPCMessage(value)
    if case .request(let handshake) = message, handshake.method == "initialize" {
      return try start(handshake, request, caller)
    }
    let session = try session(request, caller)
    switch message {
    case .response: return .empty(202)
    case .notification(let method, let params):
      notified(method, params, session)
      return .empty(202)
    case .request(let asked):
      tell([asked], request)
      return try await answer(asked, in: session, exchange, request, services)
    }
  }

  private func start(_ handshake: RPCRequest, _ request: Request, _ caller: Principal) throws(RPCFault) -> HTTPReply {
    let asked = try handshake.text("protocolVersion")
    let (session, ended) = try sessions.start(
      caller, McpVersion.agreed(on: asked), browser: request.sessionKey, at: time.now())
    for id in ended { over(id) }
    count("done")
    let body: JSONValue = [
      "jsonrpc": "2.0", "id": handshake.id, "result": .object(McpResponder.handshake(session.version)),
    ]
    return Self.json(body.encoded, headers: [("Mcp-Session-Id", session.id)])
  }

  /// Only the oldest version has batches, and a handshake is never part of one.
  private func batch(_ items: [JSONValue], _ request: Request, _ caller: Principal) async throws(RPCFault) -> HTTPReply {
    let session = try session(request, caller)
    guard session.version.knowsBatches else { throw .invalid("One message a request: batches ended with 2025-06-18.") }
    guard (1...limits.mcp.batch).contains(items.count) else {
      throw .invalid("A batch has 1 to \(limits.mcp.batch) messages.")
    }
    tell(
      items.compactMap { item in
        if case .request(let asked)? = try? RPCMessage(item) { asked } else { nil }
      }, request)
    var replies: [String] = []
    for item in items {
      do throws(RPCFault) {
        switch try RPCMessage(item) {
        case .response: break
        case .notification(let method, let params): notified(method, params, session)
        case .request(let asked):
          try meter(caller)
          if let reply = try await perform(asked, in: session) { replies.append(String(decoding: reply.body, as: UTF8.self)) }
        }
      } catch {
        replies.append(error.message(id: RPCMessage.identifier(of: item)).encodedText)
      }
    }
    guard !replies.isEmpty else { return .empty(202) }
    return Self.json(Array("[\(replies.joined(separator: ","))]".utf8))
  }

  private func answer(
    _ asked: RPCRequest, in session: McpSession, _ exchange: HTTPExchange, _ request: Request, _ services: Services
  ) async throws(RPCFault) -> HTTPReply? {
    guard let token = asked.progressToken, isLong(asked), Self.accepts("text/event-stream", request),
      let stream = exchange.startStream(status: 200, headers: Self.streamHeaders(services))
    else {
      // A cancelled request has no answer any more.
      guard let reply = try await perform(asked, in: session) else { return .empty(202) }
      return Self.json(reply.body, status: reply.status)
    }
    let progress = McpProgressReply(stream, token: token)
    do throws(RPCFault) {
      let reply = try await perform(asked, in: session) { done, message in
        await Task { @GLibActor in progress.report(done, message) }.value
      }
      progress.finish(reply?.body)
    } catch {
      progress.finish(error.message(id: asked.id).encoded)
    }
    return nil
  }

  /// Does what was asked, so that the client may cancel it meanwhile.
  ///
  /// - Returns: `nil` where it was cancelled.
  func perform(
    _ asked: RPCRequest, in session: McpSession, report: @escaping @Sendable (Double, String) async -> Void = { _, _ in }
  ) async throws(RPCFault) -> McpReply? {
    if let reply = try subscription(asked, in: session) { return reply }
    guard running[session.id]?[asked.id] == nil else { throw .invalid("A request with this id is under way.") }
    guard running[session.id]?.count ?? 0 < limits.mcp.running else {
      throw .busy("\(limits.mcp.running) requests of this session are under way. Wait for one.")
    }
    let task = Task { [responder] in
      await responder.reply(to: asked, session.version, for: session.principal, report: report)
    }
    running[session.id, default: [:]][asked.id] = task
    let reply = await task.value
    running[session.id]?[asked.id] = nil
    if running[session.id]?.isEmpty == true { running[session.id] = nil }
    count(task.isCancelled ? "cancelled" : "done")
    return task.isCancelled ? nil : reply
  }

  private func notified(_ method: String, _ params: [String: JSONValue], _ session: McpSession) {
    guard method == "notifications/cancelled", let id = params["requestId"] else { return }
    running[session.id]?[id]?.cancel()
  }

  func isLong(_ asked: RPCRequest) -> Bool {
    asked.method == "tools/call" && asked.params["name"]?.text.flatMap(responder.toolbox.tool(named:))?.isLong == true
  }

  /// - Throws: 400 without an id, 404 for one that is over or somebody else's.
  func session(_ request: Request, _ caller: Principal) throws(RPCFault) -> McpSession {
    guard let id = request.head.header("mcp-session-id") else {
      throw .invalid("Mcp-Session-Id is missing: send initialize first, then what its reply gave.")
    }
    guard let session = sessions.use(id, by: caller, at: time.now()) else {
      throw RPCFault(code: -32600, message: "There is no such session. Send initialize again.", status: 404)
    }
    return session
  }
}
