import GLib
import Soup
import Vocabulary

extension Routes {
  /// The streams and what feeds them.
  static func streams(_ limits: ServerLimits) -> [Route] {
    let all = PathPattern("/api/v1/streams")
    let one = PathPattern("/api/v1/streams/{stream}")
    var listing = RouteDescription()
    listing.gives = [(200, "All streams.", "application/json", "StreamList")]
    var adding = RouteDescription()
    adding.takes = [("application/json", "StreamRequest")]
    adding.gives = [(201, "Started.", "application/json", "Stream")]
    adding.fails = [409, 422]
    var reading = RouteDescription()
    reading.gives = [(200, "Its state.", "application/json", "Stream")]
    var removing = RouteDescription()
    removing.gives = [(204, "Ended.", nil, nil)]
    return [
      Route(
        method: .get, pattern: all, permission: .read, summary: "State, counters and ages of every stream.", description: listing,
        handler: .later { request, services in
          let allowed = request.principal?.streams(for: .read)
          let streams = await services.backend.streams().filter { allowed?.contains($0.id) ?? true }
          return .json(ListBody(items: streams.map(\.served)))
        }),
      Route(
        method: .post, pattern: all, permission: .manageStreams, summary: "Starts a pulled source.", bodyLimit: limits.jsonBytes,
        description: adding, handler: .later(addStream)),
      Route(
        method: .get, pattern: one, permission: .read, summary: "State, counters and ages of one stream.", description: reading,
        handler: .later { request, services in
          let id = try request.stream()
          guard let state = await services.backend.stream(id) else { throw BackendError.unknownStream(id) }
          return .json(state.served)
        }),
      Route(
        method: .delete, pattern: one, permission: .manageStreams, summary: "Ends a stream and forgets it.",
        description: removing,
        handler: .later { request, services in
          try await services.backend.removeStream(try request.stream(), by: try request.caller())
          return .empty()
        }),
    ]
  }

  private static let addStream: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["id", "url", "pack"])
    let allowed = "1 to 64 of a-z, 0-9 and -"
    guard let id = StreamIdentifier(try body.text("id", allowed: allowed)) else { throw Problem.invalid("/id", allowed: allowed) }
    let url = try body.text("url", allowed: "the address of a source")
    guard url.utf8.count <= 2_048 else { throw Problem.invalid("/url", allowed: "at most 2048 bytes") }
    let pack = try body.optionalText("pack", allowed: "the id of a loaded pack")
    let state = try await services.backend.addStream(StreamRequest(id: id, url: url, pack: pack), by: try request.caller())
    return .json(state.served, status: 201, headers: [("Location", "/api/v1/streams/\(id)")])
  }
}
