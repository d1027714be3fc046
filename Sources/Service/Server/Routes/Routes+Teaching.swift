import GLib
import Soup
import Vocabulary

extension Routes {
  /// Heads that are learned from verdicts: what there is, learning, putting in force, rolling back.
  static func teaching() -> [Route] {
    var learning = teachingAnswer("Learning has begun, or what kept it from beginning.", 202, "TeachingFit")
    learning.takes = [("application/json", "HeadOrder")]
    learning.fails = [409, 422, 503]
    var changing = teachingAnswer("Everything as it is now.")
    changing.fails = [404, 409, 503]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/heads"), permission: .read,
        summary: "What there is to learn from, the heads with their figures on held-out examples, and what was in force when.",
        description: teachingAnswer("All of it."),
        handler: .later { _, services in await .longJSON(try await services.backend.teaching.report()) }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/heads"), permission: .teach,
        summary: "Learns a head from the verdicts there are, beside the road and one at a time. It is not in force by that.",
        bodyLimit: 1_024, description: learning,
        handler: .later { request, services in
          let name = try BodyReader(request, allowing: ["name"]).text("name", allowed: "1 to 40 of a-z, 0-9 and inner hyphens")
          return .json(try await services.backend.teaching.learn(name, by: try request.caller()), status: 202)
        }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/heads/{name}/{version}/activation"), permission: .teach,
        summary: "Puts a version in force; the journal says who did it.", bodyLimit: 1_024, description: changing,
        handler: .later { request, services in
          guard let version = Int(request.parameters["version"] ?? ""), version > 0 else { throw Problem.notFound }
          return await .longJSON(
            try await services.backend.teaching.activate(
              request.parameters["name"] ?? "", version, by: try request.caller()))
        }),
      Route(
        method: .post, pattern: PathPattern("/api/v1/heads/{name}/rollback"), permission: .teach,
        summary: "Puts in force what was before, in the end the pack's wordings; the journal says who did it.", bodyLimit: 1_024,
        description: changing,
        handler: .later { request, services in
          await .longJSON(
            try await services.backend.teaching.rollBack(request.parameters["name"] ?? "", by: try request.caller()))
        }),
    ]
  }

  private static func teachingAnswer(_ text: String, _ status: Int = 200, _ schema: String = "Teaching") -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", schema)]
    return description
  }
}
