import Cryptography
import GLib
import Soup
import Vocabulary

extension Routes {
  /// Calls, and what the call service sends.
  static func calls(_ limits: ServerLimits) -> [Route] { people() + service(limits) }

  private enum Kind: String, CaseIterable { case phone, web }

  private static func people() -> [Route] {
    var placing = callAnswer("The call was taken on; `joining` is where a web call is joined.", 201, "StartedCall")
    placing.takes = [("application/json", "CallOrder")]
    placing.fails = [404, 409, 422, 502, 503]
    var ending = callAnswer("The line as it is now.")
    ending.fails = [404, 409]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/calls"), permission: .read,
        summary: "How the line for calls stands, and how the call service fares.",
        description: callAnswer("The line as it is now."),
        handler: .later { _, services in .json(await (try backend(services)).state()) }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/calls/history"), permission: .respond,
        summary: "The newest calls: what for, what was said, how long, at what cost, how they ended.",
        description: callAnswer("Newest first; what belongs to a purged session is left out.", 200, "CallHistory"),
        handler: .later { _, services in .json(ListBody(items: try await backend(services).history())) }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/calls"), permission: .respond,
        summary: "Rings the number on duty, or opens a call that people join from a browser.", bodyLimit: 1_024,
        description: placing, handler: .later(startCall)),
      Route(
        method: .delete, pattern: PathPattern("/api/v1/calls"), permission: .respond, summary: "Ends the call that is under way.",
        description: ending,
        handler: .later { request, services in
          .json(try await backend(services).hangUp(by: try request.caller()))
        }),
    ]
  }

  /// Nobody signs in here: the message's own signature says who sent it.
  private static func service(_ limits: ServerLimits) -> [Route] {
    var receiving = RouteDescription()
    receiving.takes = [("application/json", nil)]
    receiving.gives = [(200, "Taken; tool calls and requests for an assistant are answered.", "application/json", nil)]
    receiving.fails = [401, 404, 409, 429, 503]
    var speaking = RouteDescription()
    speaking.takes = [("application/json", nil)]
    speaking.gives = [(200, "One channel of 16-bit samples at the rate that was asked for.", "application/octet-stream", nil)]
    speaking.fails = [401, 404, 409, 422, 429, 503]
    return [
      Route(
        method: .post, pattern: PathPattern("/api/v1/vapi/messages"), permission: .signature,
        summary: "Server messages of VAPI, authenticated by their signature.", bodyLimit: limits.callMessageBytes,
        isMetered: true,
        description: receiving,
        handler: .later { request, services in .json(try await backend(services).receive(signed(request))) }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/vapi/voice"), permission: .signature,
        summary: "This server as VAPI's custom voice, authenticated by the request's signature.",
        bodyLimit: limits.callMessageBytes, isMetered: true, description: speaking,
        handler: .later { request, services in
          let sound = try await backend(services).speak(signed(request))
          return HTTPReply(
            status: 200, headers: [("Content-Type", "application/octet-stream")], body: SharedBytes(sound))
        }),
    ]
  }

  private static func backend(_ services: Services) throws(Problem) -> any CallBackend {
    guard let calls = services.backend.calls else { throw .noCalls }
    return calls
  }

  private static func signed(_ request: Request) -> SignedMessage {
    let head = request.head
    let once = Dictionary(grouping: head.headers, by: \.name).compactMapValues { $0.count == 1 ? $0[0].value : nil }
    return SignedMessage(
      method: head.method, path: head.path + (head.query.map { "?" + $0 } ?? ""), headers: once, body: request.body)
  }

  private static let startCall: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let calls = try backend(services)
    let body = try BodyReader(request, allowing: ["kind"])
    guard let kind = try body.choice("kind", of: Kind.self) else { throw Problem.invalid("/kind", allowed: "phone, web") }
    let started = try await calls.start(isWeb: kind == .web, by: try request.caller())
    return .json(StartedBody(state: started.state, joining: started.joining?.withText { $0 }), status: 201)
  }

  private static func callAnswer(_ text: String, _ status: Int = 200, _ schema: String = "CallState") -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", schema)]
    description.fails = [404]
    return description
  }

  private struct StartedBody: Encodable {
    let state: CallState
    let joining: String?

    private enum CodingKeys: String, CodingKey { case state, joining }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(state, forKey: .state)
      try container.encode(joining, forKey: .joining)
    }
  }
}

extension Problem {
  static let noCalls = Problem(
    404, "no-calls", "No calls", "This server makes no calls: voice: vapi: is not in its configuration.")
}
