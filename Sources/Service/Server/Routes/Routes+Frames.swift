import GLib
import Soup
import Vocabulary

extension Routes {
  /// Frames over a WebSocket, for where WebRTC cannot connect.
  static func frames(_ limits: ServerLimits) -> [Route] {
    var description = RouteDescription()
    description.gives = [(101, "A WebSocket: one JPEG a binary message in, its sequence number as text out.", nil, nil)]
    description.fails = [400, 409, 426, 503]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/streams/{stream}/frames"), permission: .publish,
        summary: "Sends single JPEG frames over a WebSocket.", isSocket: true, mayComeFromElsewhere: true, isMetered: true,
        description: description,
        handler: .own { exchange, request, services in
          let stream = try request.stream()
          let caller = try request.publisher(of: stream)
          guard request.head.header("upgrade")?.lowercased() == "websocket", request.head.method == "GET" else {
            throw Problem(
              426, "upgrade-required", "A WebSocket is needed", "Open this address as a WebSocket.",
              headers: [("Upgrade", "websocket"), ("Connection", "Upgrade")])
          }
          guard services.sockets.hasRoom else { throw Problem.overloaded(afterSeconds: 5) }
          exchange.pause()
          Task { @GLibActor in await open(exchange, stream, caller, services) }
        })
    ]
  }

  @GLibActor private static func open(
    _ exchange: HTTPExchange, _ stream: StreamIdentifier, _ caller: Principal, _ services: Services
  ) async {
    let receiver: any FrameReceiver
    do {
      receiver = try await services.backend.openFrames(stream, by: caller)
    } catch {
      return exchange.reply(services.finished(Problem(error).reply, .api))
    }
    let isOpening = exchange.upgrade(maximumMessageBytes: services.limits.frameBytes) { connection in
      services.sockets.add(connection, to: receiver)
    }
    guard !isOpening else { return }
    exchange.reply(services.finished(Problem.badRequest("The WebSocket handshake is not valid.").reply, .api))
    await receiver.close()
  }
}
