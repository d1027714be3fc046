import GLib
import Soup
import Vocabulary

extension Routes {
  /// Where alerts are handed to.
  static func sinks(_ limits: ServerLimits) -> [Route] { reading() + [trying(), replaying(limits)] + switching() }

  private static func reading() -> [Route] {
    [
      Route(
        method: .get, pattern: PathPattern("/api/v1/sinks"), permission: .export,
        summary: "Where alerts are handed to, and how each of them stands.",
        description: sinkAnswer("One for each sink of the configuration.", "SinkList"),
        handler: .later { _, services in .json(ListBody(items: try await desk(services).sinks())) }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/sinks/{name}/dead"), permission: .export,
        summary: "What a sink was given up on, newest first, at most 200.",
        description: sinkAnswer("The dead letters.", "DeadLetterList"),
        handler: .later { request, services in
          .json(ListBody(items: try await desk(services).deadLetters(of: sink(request))))
        }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/sinks/{name}/preview"), permission: .export,
        summary: "What leaves the machine for a sink, word for word, for each kind of message.",
        description: sinkAnswer("Messages of an alert that nobody ever had.", "SinkMessageList"),
        handler: .later { request, services in .json(ListBody(items: try await desk(services).preview(of: sink(request)))) }),
    ]
  }

  private static func trying() -> Route {
    Route(
      method: .post, pattern: PathPattern("/api/v1/sinks/{name}/test"), permission: .manageSinks,
      summary: "Tries a sink with a message that is no alert; a FHIR server is asked for its capabilities.", bodyLimit: 1_024,
      description: sinkAnswer("What came of it.", "SinkTest"),
      handler: .later { request, services in
        .json(try await desk(services).test(sink(request), by: try request.caller()))
      })
  }

  private static func replaying(_ limits: ServerLimits) -> Route {
    var description = sinkAnswer("How many wait again.", "SinkReplayed")
    description.takes = [("application/json", "SinkReplay")]
    description.fails = [404, 422]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/sinks/{name}/replay"), permission: .manageSinks,
      summary: "Sends messages again under the same ids: by id, by the time when they were queued, or all dead letters.",
      bodyLimit: limits.jsonBytes, description: description, handler: .later(replay))
  }

  private static func switching() -> [Route] {
    let pattern = PathPattern("/api/v1/sinks/{name}/on")
    return [(Route.Method.post, true), (.delete, false)].map { method, isOn in
      Route(
        method: method, pattern: pattern, permission: .manageSinks,
        summary: isOn
          ? "Switches a sink on, also over restarts; what waits is sent."
          : "Switches a sink off, also over restarts; nothing is queued for it meanwhile.",
        bodyLimit: 1_024, description: sinkAnswer("The sink as it is now.", "Sink"),
        handler: .later { request, services in
          .json(try await desk(services).turn(sink(request), isOn, by: try request.caller()))
        })
    }
  }

  private static func desk(_ services: Services) throws(Problem) -> any HandoffBackend {
    guard let desk = services.backend.handOff else { throw .noSinks }
    return desk
  }

  private static func sink(_ request: Request) -> String { request.parameters["name"] ?? "" }

  private static func sinkAnswer(_ text: String, _ schema: String) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(200, text, "application/json", schema)]
    description.fails = [404]
    return description
  }

  private static let replay: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let count = try await desk(services).replay(try SinkReplay(request), to: sink(request), by: try request.caller())
    return .json(["queued": count])
  }
}

extension SinkReplay {
  /// - Throws: 422 for a body that names nothing, or more than one thing.
  fileprivate init(_ request: Request) throws(Problem) {
    let body = try BodyReader(request, allowing: ["ids", "from", "to", "dead"])
    let members = try BodyReader.object(of: request)
    guard (members["ids"] != nil ? 1 : 0) + (members["from"] != nil ? 1 : 0) + (members["dead"] != nil ? 1 : 0) == 1 else {
      throw .invalid("", allowed: "one of ids, from and to, or dead")
    }
    if let all = try body.boolean("dead") {
      guard all else { throw .invalid("/dead", allowed: "true") }
      self = .dead
    } else if let ids = members["ids"] {
      self = .ids(try Self.ids(ids))
    } else {
      self = .queued(try Self.time("from", body)...max(try Self.time("from", body), try Self.time("to", body)))
    }
  }

  private static func ids(_ value: JSONValue) throws(Problem) -> [String] {
    guard case .array(let items) = value, (1...1_000).contains(items.count) else {
      throw .invalid("/ids", allowed: "a list of 1 to 1000 ids")
    }
    let ids = items.compactMap(\.text).filter(RandomIdentifier.isHexadecimal128)
    guard ids.count == items.count else { throw .invalid("/ids", allowed: "ids of 32 hexadecimal digits") }
    return ids
  }

  private static func time(_ key: String, _ body: BodyReader) throws(Problem) -> Int64 {
    let allowed = "a time such as 2026-11-24T13:17:12.345Z"
    guard let time = RFC3339.wallMilliseconds(try body.text(key, allowed: allowed)) else {
      throw .invalid("/\(key)", allowed: allowed)
    }
    return time
  }
}

extension Problem {
  static let noSinks = Problem(404, "no-sinks", "No sinks", "This server hands nothing over: sinks: is not in its configuration.")
}
