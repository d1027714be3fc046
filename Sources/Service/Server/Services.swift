import GLib
import Soup
import Vocabulary

/// What routes work with.
@GLibActor final class Services {
  let backend: any Backend
  let authenticator: Authenticator
  let time: any TimeSource
  let limits: ServerLimits
  let events: EventHub
  let sockets: FrameSockets
  let mcp: McpDesk
  let counters = HTTPCounters()
  let files: StaticFiles
  let trail: AuditTrail
  var table = RouteTable([])
  /// Viewers that were opened in each browser's session: they end with it.
  private var viewers: [SessionKey: [(stream: StreamIdentifier, session: String)]] = [:]
  /// Whether new requests are turned away because the server is ending.
  var isDraining = false
  /// Requests for vectors that are read or wait.
  private var inferences = 0
  /// Open connections, for the metrics.
  var openConnections: @GLibActor () -> Int = { 0 }

  init(backend: any Backend, authenticator: Authenticator, time: any TimeSource, limits: ServerLimits, files: StaticFiles) {
    self.backend = backend
    self.authenticator = authenticator
    self.time = time
    self.limits = limits
    self.files = files
    events = EventHub(backend: backend, time: time, limits: limits)
    sockets = FrameSockets(limit: limits.frameSockets)
    mcp = McpDesk(backend: backend, time: time, limits: limits)
    trail = AuditTrail(audit: backend.audit, time: time)
  }
}

extension Services {
  /// Notes that a viewer was opened in a browser's session; one that a token opened has none to end with.
  func note(viewer session: String, of stream: StreamIdentifier, _ key: SessionKey?) {
    guard let key else { return }
    viewers[key, default: []].append((stream, session))
    // More than the server has viewers: the first are long gone.
    if viewers[key, default: []].count > 64 { viewers[key]?.removeFirst() }
  }

  /// Ends a session and what was opened in it for looking. What is published goes on: nobody may lose a bedside's picture by going away.
  func end(_ key: SessionKey) {
    authenticator.signOut(key)
    events.end(session: key)
    mcp.end(browser: key)
    let ending = viewers.removeValue(forKey: key) ?? []
    guard !ending.isEmpty else { return }
    Task { [backend] in for viewer in ending { try? await backend.close(viewer.stream, mediaSession: viewer.session) } }
  }

  /// Ends, every second until cancelled, what belongs to sessions that are over.
  func sweepSessions() async {
    while (try? await Task.sleep(for: .seconds(1))) != nil { sweep() }
  }

  /// Ends what belongs to sessions that are over.
  func sweep() {
    for session in authenticator.sweep() {
      trail.noteEnd(of: session)
      end(session.key)
    }
  }
}

extension Services {
  /// Does `work` if there is room; nothing of a request is read before.
  func admittingInference(_ work: @GLibActor () async throws -> HTTPReply) async throws -> HTTPReply {
    guard inferences < limits.inferences else { throw Problem.overloaded(afterSeconds: 1) }
    inferences += 1
    defer { inferences -= 1 }
    return try await work()
  }

  /// The reply with the headers that every reply of such a route has.
  func finished(_ reply: HTTPReply, _ kind: Route.Kind?) -> HTTPReply {
    var reply = reply
    if !reply.headers.contains(where: { $0.name == "Cache-Control" }) { reply.headers.append(SecurityHeaders.noStore) }
    reply.headers += SecurityHeaders.all
    if kind == .media { reply.headers += SecurityHeaders.crossOrigin }
    if isDraining { reply.headers.append(("Connection", "close")) }
    return reply
  }
}
