import GLib
import Soup
import Vocabulary

extension Routes {
  /// Other wordings of statements.
  static func corrections() -> [Route] {
    var description = RouteDescription()
    description.takes = [("application/json", "Correction")]
    description.gives = [
      (
        200, "The statement as it is now: another passage, unsigned. Its old wordings are in its history.", "application/json",
        "Passage"
      )
    ]
    description.fails = [409, 412, 422, 503]
    return [
      Route(
        method: .post, pattern: PathPattern("/api/v1/knowledge/passages/{id}/corrections"), permission: .correctKnowledge,
        summary: "Gives a statement of a note another wording; explanations use it at once.", bodyLimit: 16_384,
        description: description,
        handler: .later { request, services in
          let passage = try await services.backend.knowledge.correct(
            try request.knowledgeID(), try StatementCorrection(request), by: try request.caller())
          return .json(passage.served)
        })
    ]
  }
}

extension StatementCorrection {
  /// - Throws: 422 for a member that is missing or of another kind; the rest is judged where statements are known.
  fileprivate init(_ request: Request) throws(Problem) {
    let body = try BodyReader(request, allowing: ["text", "reason", "sources"])
    self.init(
      text: try body.text("text", allowed: "the statement's new wording"), sources: try Self.sources(of: request),
      reason: try body.text("reason", allowed: "why it is changed"))
  }

  private static func sources(of request: Request) throws(Problem) -> [KnowledgeSource]? {
    let allowed = "an array of works, each with title, organisation, year and, where there is one, url"
    switch try BodyReader.object(of: request)["sources"] {
    case nil, .null: return nil
    case .array(let items):
      var sources: [KnowledgeSource] = []
      for (place, item) in items.enumerated() {
        guard case .object(let members) = item else { throw .invalid("/sources/\(place)", allowed: allowed) }
        let body = try BodyReader(members, at: "/sources/\(place)", allowing: ["title", "organisation", "year", "url"])
        sources.append(
          KnowledgeSource(
            title: try body.text("title", allowed: "the work's title"),
            organisation: try body.text("organisation", allowed: "who published it"),
            year: try body.integer("year", in: 1800...2200), url: try body.optionalText("url", allowed: "a web address")))
      }
      return sources
    default: throw .invalid("/sources", allowed: allowed)
    }
  }
}
