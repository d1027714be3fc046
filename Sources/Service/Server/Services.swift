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
  var table = RouteTable([])
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
