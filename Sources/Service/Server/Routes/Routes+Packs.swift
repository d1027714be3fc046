import GLib
import Soup
import Vocabulary

extension Routes {
  /// Candidate packs, tried beside the one in force, promoted and taken back.
  static func packTrials(_ limits: ServerLimits) -> [Route] {
    let reading = Route(
      method: .get, pattern: PathPattern("/api/v1/streams/{stream}/pack"), permission: .read,
      summary: "The pack that the stream is judged by, what runs beside it, and what a rollback would bring back.",
      description: packAnswer(200, "As it is now; the ETag names this version."),
      handler: .later { request, services in reply(try await services.backend.workbench.pack(try request.stream())) })
    return candidateRoutes(limits) + [reading] + shadowRoutes(limits) + promotionRoutes()
  }

  /// A candidate's run beside the pack in force.
  private static func shadowRoutes(_ limits: ServerLimits) -> [Route] {
    let shadow = PathPattern("/api/v1/streams/{stream}/shadow")
    var starting = packAnswer(201, "It runs beside.", fails: [409, 422])
    starting.takes = [("application/json", "ShadowRequest")]
    return [
      Route(
        method: .post, pattern: shadow, permission: .setThresholds,
        summary: "Runs a candidate pack beside the one in force, on the same vectors. It raises no alert.",
        bodyLimit: limits.jsonBytes, description: starting,
        handler: .later { request, services in
          let name = try BodyReader(request, allowing: ["pack"]).text("pack", allowed: "the name or the fingerprint of a pack")
          return reply(
            try await services.backend.workbench.startShadow(try request.stream(), pack: name, by: try request.caller()),
            status: 201)
        }),
      Route(
        method: .delete, pattern: shadow, permission: .setThresholds, summary: "Ends the candidate's run.",
        description: packAnswer(200, "As it is now.", fails: [409]),
        handler: .later { request, services in
          reply(try await services.backend.workbench.stopShadow(try request.stream(), by: try request.caller()))
        }),
    ]
  }

  /// A candidate put in force, and taken back.
  private static func promotionRoutes() -> [Route] {
    [
      Route(
        method: .post, pattern: PathPattern("/api/v1/streams/{stream}/shadow/promotion"), permission: .setThresholds,
        summary: "Puts the candidate that runs beside in force; alerts that are on end.", bodyLimit: 1_024,
        description: changing("As it is now."),
        handler: .later { request, services in
          reply(
            try await services.backend.workbench.promote(
              try request.stream(), ifRevision: revision(request), by: try request.caller()))
        }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/streams/{stream}/pack/rollback"), permission: .setThresholds,
        summary: "Takes the last promotion back: the pack and the thresholds that were in force before it.", bodyLimit: 1_024,
        description: changing("As it is now."),
        handler: .later { request, services in
          reply(
            try await services.backend.workbench.rollBack(
              try request.stream(), ifRevision: revision(request), by: try request.caller()))
        }),
    ]
  }

  private static func candidateRoutes(_ limits: ServerLimits) -> [Route] {
    let candidates = PathPattern("/api/v1/packs/candidates")
    var listing = RouteDescription()
    listing.gives = [(200, "Those that ship and those that are kept.", "application/json", "PackCandidateList")]
    var adding = RouteDescription()
    adding.takes = [("application/yaml", nil)]
    adding.gives = [(201, "It is kept; its lint's remarks stand in it.", "application/json", "PackCandidate")]
    adding.fails = [415, 422, 507]
    return [
      Route(
        method: .get, pattern: candidates, permission: .read, summary: "The packs that may be tried beside the one in force.",
        description: listing,
        handler: .later { _, services in
          await .longJSON(ListBody(items: try await services.backend.workbench.candidates()))
        }),
      Route(
        method: .post, pattern: candidates, permission: .setThresholds,
        summary: "Brings a pack in, as YAML. One whose lint finds an error is refused.", bodyLimit: limits.packBytes,
        description: adding,
        handler: .later { request, services in
          let type = request.head.header("content-type").map { String($0.prefix { $0 != ";" }).lowercased() }
          guard let type, ["application/yaml", "application/x-yaml", "text/yaml", "text/plain"].contains(type) else {
            throw Problem.unsupported(allowed: "application/yaml")
          }
          return .json(
            try await services.backend.workbench.addCandidate(request.body, by: try request.caller()), status: 201)
        }),
    ]
  }

  private static func reply(_ state: PackState, status: Int = 200) -> HTTPReply {
    .json(
      WithNulls(record: state, keys: ["previous", "shadow"]), status: status,
      headers: [("ETag", EntityTag.quoted(state.revision))])
  }

  /// The version that the caller read; `nil` where any will do.
  private static func revision(_ request: Request) -> String? {
    request.ifMatch.flatMap { $0.contains("*") ? nil : $0.first }
  }

  private static func packAnswer(_ status: Int, _ text: String, fails: [Int] = []) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", "PackState")]
    description.fails = fails
    return description
  }

  private static func changing(_ text: String) -> RouteDescription {
    var description = packAnswer(200, text, fails: [409, 412])
    description.headers = [("If-Match", "The ETag that was read; optional. 412 if it has changed since.")]
    return description
  }
}
