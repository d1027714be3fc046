import GLib
import Soup
import Vocabulary

/// The Model Context Protocol over HTTP: sessions, requests under way, and streams of notifications.
@GLibActor final class McpDesk {
  let backend: any Backend
  let responder: McpResponder
  let time: any TimeSource
  let limits: ServerLimits
  var sessions: McpSessionTable
  /// By session.
  var streams: [String: McpStream] = [:]
  /// Those without a session, by the exchange that holds them.
  var listeners: [ObjectIdentifier: (principal: Principal, browser: SessionKey?, stream: McpStream, id: JSONValue)] = [:]
  /// By session and request.
  var running: [String: [JSONValue: Task<McpReply, Never>]] = [:]
  private var rate: TokenBucket
  /// The newest entry that was told of.
  private(set) var newest: Int64?
  private var counts: [String: Int] = [:]

  nonisolated init(backend: any Backend, time: any TimeSource, limits: ServerLimits) {
    self.backend = backend
    self.time = time
    self.limits = limits
    responder = McpResponder(backend: backend)
    sessions = McpSessionTable(limits: limits.mcp)
    rate = TokenBucket(burst: limits.mcp.burst, perSecond: limits.mcp.perSecond)
  }

  /// Wakes streams when something is journalled, and ends who is idle; until cancelled.
  func run() async {
    let beats = Task { @GLibActor in
      while !Task.isCancelled {
        try? await Task.sleep(for: limits.heartbeat / 2)
        for stream in openStreams { stream.beat(at: .now) }
        for id in sessions.endIdle(at: time.now()) { over(id) }
      }
    }
    for await event in backend.events() {
      guard let sequence = Self.sequence(of: event) else { continue }
      newest = max(newest ?? 0, sequence)
      for stream in openStreams { stream.wake(sequence) }
    }
    beats.cancel()
  }

  func endAll() {
    for (id, stream) in streams {
      sessions.change(id) { $0.isListening = false }
      stream.end()
    }
    for (_, _, stream, id) in listeners.values {
      let result: JSONValue = ["resultType": "complete", "_meta": ["io.modelcontextprotocol/subscriptionId": id]]
      stream.end(McpEvent.bytes(["jsonrpc": "2.0", "id": id, "result": result]))
    }
    for tasks in running.values { for task in tasks.values { task.cancel() } }
  }

  /// Ends what a browser's session opened that signed out.
  func end(browser key: SessionKey) {
    for id in sessions.end(browser: key) { over(id) }
    for listener in listeners.values where listener.browser == key { listener.stream.end() }
  }

  /// What follows when a session is no longer in the table.
  func over(_ id: String) {
    streams.removeValue(forKey: id)?.end()
    for task in running.removeValue(forKey: id)?.values ?? [:].values { task.cancel() }
  }

  /// - Throws: −32000 after too many messages.
  func meter(_ principal: Principal) throws(RPCFault) {
    guard rate.take(principal.name, at: time.now()) else { throw .busy("Too many messages. Slow down.", status: 429) }
  }

  func count(_ outcome: String) { counts[outcome, default: 0] += 1 }

  var openStreams: [McpStream] { streams.values + listeners.values.map(\.stream) }

  var metrics: String {
    var text = MetricsText.family("skino_mcp_sessions", "gauge", "Sessions of the Model Context Protocol.")
    text += "skino_mcp_sessions \(sessions.count)\n"
    text += MetricsText.family("skino_mcp_streams", "gauge", "Open streams of notifications.")
    text += "skino_mcp_streams \(openStreams.count)\n"
    text += MetricsText.family("skino_mcp_requests", "counter", "Requests by what came of them.")
    for (outcome, count) in counts.sorted(by: { $0.key < $1.key }) {
      text += "skino_mcp_requests_total{outcome=\"\(outcome)\"} \(count)\n"
    }
    return text
  }

  private static func sequence(of event: ServerEvent) -> Int64? {
    switch event {
    case .alert(_, let sequence), .alertChanged(_, let sequence): sequence
    case .explanation(_, let sequence): sequence
    default: nil
    }
  }
}
