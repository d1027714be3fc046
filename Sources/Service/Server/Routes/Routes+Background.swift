import GLib
import Soup
import Vocabulary

extension Routes {
  /// A stream's ordinary frames: recorded once by a clinician, then frozen, for thresholds on the `background` scale.
  static func backgrounds(_ limits: ServerLimits) -> [Route] {
    let pattern = PathPattern("/api/v1/streams/{stream}/background")
    var starting = answers(202, "Recording has begun.", fails: [409, 422])
    starting.takes = [("application/json", "BackgroundRequest")]
    return [
      Route(
        method: .get, pattern: pattern, permission: .read,
        summary: "What is recorded of the stream's ordinary frames, and how often thresholds would have alerted on it.",
        description: answers(200, "How far it is."),
        handler: .later { request, services in .json(try await services.backend.background(try request.stream())) }),
      Route(
        method: .post, pattern: pattern, permission: .setThresholds,
        summary: "Starts to record ordinary frames for a time; the journal tells when they are frozen.",
        bodyLimit: limits.jsonBytes, description: starting, handler: .later(start)),
      Route(
        method: .delete, pattern: pattern, permission: .setThresholds,
        summary: "Cancels the recording; what was frozen before stays.",
        description: answers(200, "As it is now.", fails: [409]),
        handler: .later { request, services in
          .json(try await services.backend.cancelBackground(try request.stream(), by: try request.caller()))
        }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/streams/{stream}/background/freeze"), permission: .setThresholds,
        summary: "Ends the recording before its time and freezes what it has.", bodyLimit: 1_024,
        description: answers(202, "It is being stored.", fails: [409]),
        handler: .later { request, services in
          let report = try await services.backend.endBackground(try request.stream(), by: try request.caller())
          return .json(report, status: 202)
        }),
    ]
  }

  private static func answers(_ status: Int, _ text: String, fails: [Int] = []) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", "Background")]
    description.fails = fails
    return description
  }

  private static let start: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["seconds"])
    guard let seconds = try body.integer("seconds", in: 10...1_200) else {
      throw Problem.invalid("/seconds", allowed: "a whole number from 10 to 1200")
    }
    let report = try await services.backend.startBackground(
      try request.stream(), seconds: seconds, by: try request.caller())
    return .json(report, status: 202)
  }
}
