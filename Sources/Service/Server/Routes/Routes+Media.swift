import Soup
import Vocabulary

extension Routes {
  private enum Direction: String { case whip, whep }

  /// Publishing by WHIP (RFC 9725) and watching by WHEP.
  static func media(_ limits: ServerLimits) -> [Route] { media(.whip, limits) + media(.whep, limits) }

  private static func media(_ direction: Direction, _ limits: ServerLimits) -> [Route] {
    let endpoint = PathPattern("/\(direction.rawValue)/{stream}")
    let session = PathPattern("/\(direction.rawValue)/{stream}/{session}")
    return [
      post(direction, endpoint, limits), presence(direction, endpoint, isSession: false), preflight(direction, endpoint),
      patch(direction, session, limits), delete(direction, session), presence(direction, session, isSession: true),
      preflight(direction, session),
    ]
  }

  private static func permission(_ direction: Direction) -> Permission { direction == .whip ? .publish : .read }

  private static func post(_ direction: Direction, _ pattern: PathPattern, _ limits: ServerLimits) -> Route {
    var description = RouteDescription()
    description.takes = [("application/sdp", nil)]
    description.gives = [(201, "The answer; Location is the session, ETag its ICE generation.", "application/sdp", nil)]
    description.fails = [400, 415, 422, 429, 503]
    return Route(
      method: .post, pattern: pattern, permission: permission(direction), kind: .media,
      summary: direction == .whip ? "Publishes: an offer in, an answer out." : "Watches: an offer in, an answer out.",
      bodyLimit: limits.offerBytes, mayComeFromElsewhere: direction == .whip, isMetered: true, description: description,
      handler: .later { request, services in
        try require("application/sdp", request)
        let stream = try request.stream()
        let offer = try text(request)
        let caller = direction == .whip ? try request.publisher(of: stream) : try request.caller()
        let answer =
          switch direction {
          case .whip: try await services.backend.publish(stream, offer: offer, by: caller)
          case .whep: try await services.backend.watch(stream, offer: offer, by: caller)
          }
        if direction == .whep { services.note(viewer: answer.mediaSession, of: stream, request.sessionKey) }
        let location = "/\(direction.rawValue)/\(stream)/\(answer.mediaSession)"
        return HTTPReply(
          status: 201,
          headers: [
            ("Content-Type", "application/sdp"), ("Location", location),
            ("ETag", EntityTag.quoted(EntityTag.bare(answer.entityTag))),
          ] + IceLink.headers(services.backend.iceServers(for: caller)), body: SharedBytes(answer.answer))
      })
  }

  private static func patch(_ direction: Direction, _ pattern: PathPattern, _ limits: ServerLimits) -> Route {
    var description = RouteDescription()
    description.headers = [("If-Match", "The session's ETag; `*` asks for an ICE restart.")]
    description.takes = [("application/trickle-ice-sdpfrag", nil)]
    description.gives = [
      (200, "Restarted: the new credentials.", "application/trickle-ice-sdpfrag", nil), (204, "Candidates taken.", nil, nil),
    ]
    description.fails = [412, 415, 422, 428]
    return Route(
      method: .patch, pattern: pattern, permission: permission(direction), kind: .media,
      summary: "Trickled candidates, or a restart.",
      bodyLimit: limits.jsonBytes, mayComeFromElsewhere: direction == .whip, isMetered: true, description: description,
      handler: .later { request, services in
        let (stream, session) = (try request.stream(), try request.mediaSession())
        _ = try request.publisher(of: stream)
        try require("application/trickle-ice-sdpfrag", request)
        let answer = try await services.backend.patch(
          stream, mediaSession: session, fragment: try text(request), ifMatch: request.ifMatch?.first)
        switch answer {
        case .accepted: return .empty()
        case .restarted(let fragment, let tag):
          return HTTPReply(
            status: 200,
            headers: [("Content-Type", "application/trickle-ice-sdpfrag"), ("ETag", EntityTag.quoted(EntityTag.bare(tag)))],
            body: SharedBytes(fragment))
        }
      })
  }

  private static func delete(_ direction: Direction, _ pattern: PathPattern) -> Route {
    var description = RouteDescription()
    description.gives = [(200, "Ended.", nil, nil)]
    return Route(
      method: .delete, pattern: pattern, permission: permission(direction), kind: .media, summary: "Ends the session.",
      mayComeFromElsewhere: direction == .whip, isMetered: true, description: description,
      handler: .later { request, services in
        _ = try request.publisher(of: try request.stream())
        try await services.backend.close(try request.stream(), mediaSession: try request.mediaSession())
        return .empty(200)
      })
  }

  /// GET and HEAD: there, and nothing to say but which servers help a call through a firewall.
  private static func presence(_ direction: Direction, _ pattern: PathPattern, isSession: Bool) -> Route {
    var description = RouteDescription()
    description.gives = [(204, "It is there; for an endpoint, Link names STUN and TURN servers.", nil, nil)]
    return Route(
      method: .get, pattern: pattern, permission: permission(direction), kind: .media, summary: "Whether it is there.",
      description: description,
      handler: .later { request, services in
        let stream = try request.stream()
        guard isSession else {
          let servers =
            services.authenticator.mayReadSecrets(request.head) ? services.backend.iceServers(for: try request.caller()) : []
          return .empty(headers: [acceptPost] + IceLink.headers(servers))
        }
        guard await services.backend.hasMediaSession(stream, mediaSession: try request.mediaSession()) else {
          throw BackendError.unknownMediaSession
        }
        return .empty()
      })
  }

  /// For browsers before they call from another origin; needs no credentials and gives none.
  private static func preflight(_ direction: Direction, _ pattern: PathPattern) -> Route {
    var description = RouteDescription()
    description.gives = [(200, "What may be sent here.", nil, nil)]
    return Route(
      method: .options, pattern: pattern, permission: .open, kind: .media, summary: "What may be sent here.",
      description: description,
      handler: .now { request, _ in
        var headers: [(name: String, value: String)] = [
          acceptPost, ("Accept-Patch", "application/trickle-ice-sdpfrag"),
          ("Access-Control-Allow-Methods", "OPTIONS, GET, HEAD, POST, PATCH, DELETE"),
          ("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match"), ("Access-Control-Max-Age", "600"),
        ]
        // A page of the internet that publishes to this machine is asked about separately by Chromium.
        if request.head.header("access-control-request-private-network") == "true" {
          headers.append(("Access-Control-Allow-Private-Network", "true"))
        }
        return .empty(200, headers: headers)
      })
  }

  private static let acceptPost: (name: String, value: String) = ("Accept-Post", "application/sdp")

  private static func require(_ type: String, _ request: Request) throws(Problem) {
    let sent = request.head.header("content-type")?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard sent == type else { throw .unsupported(allowed: type) }
  }

  private static func text(_ request: Request) throws(Problem) -> String {
    guard !request.body.isEmpty, !request.body.contains(0), let text = String(validating: request.body, as: UTF8.self) else {
      throw .badRequest("The body must be text.")
    }
    return text
  }
}
