import GLib
import Soup
import Vocabulary

extension Routes {
  /// Reading cases blind, judging them, and what came of it.
  static func review() -> [Route] {
    [reviewQueue(), reviewCase(), reviewPicture(), reviewVerdict(), alertVerdict(), reviewStatistics()]
      + [
        reviewExport("csv", "text/csv; charset=utf-8", VerdictExport.csv),
        reviewExport("ndjson", "application/x-ndjson", VerdictExport.ndjson),
      ]
  }

  private static func reviewAnswer(_ text: String, _ schema: String, status: Int = 200, fails: [Int] = [404]) -> RouteDescription
  {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", schema)]
    description.fails = fails
    return description
  }

  private static func reviewQueue() -> Route {
    Route(
      method: .get, pattern: PathPattern("/api/v1/review/queue"), permission: .judge,
      summary: "Cases that wait for the caller. Nothing tells what they are about.",
      description: reviewAnswer("In the order in which they are read.", "ReviewQueue", fails: []),
      handler: .later { request, services in
        await .longJSON(try await services.backend.review.queue(for: try request.caller()))
      })
  }

  private static func reviewCase() -> Route {
    Route(
      method: .get, pattern: PathPattern("/api/v1/review/cases/{id}"), permission: .judge,
      summary: "One case as it stands for the caller: the result only after the caller's own answer.",
      description: reviewAnswer("The case.", "ReviewCase"),
      handler: .later { request, services in
        .json(try await services.backend.review.reviewCase(try request.caseName(), for: try request.caller()))
      })
  }

  private static func reviewPicture() -> Route {
    var description = RouteDescription()
    description.gives = [(200, "The picture, without any date in it.", "image/jpeg", nil)]
    description.fails = [404]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/review/cases/{id}/pictures/{number}"), permission: .judge,
      summary: "A picture of a case.", description: description,
      handler: .later { request, services in
        guard let text = request.parameters["number"], text.utf8.count <= 2, let position = Int(text), position >= 0 else {
          throw Problem.notFound
        }
        let bytes = try await services.backend.review.picture(position, of: try request.caseName(), for: try request.caller())
        return HTTPReply(status: 200, headers: [("Content-Type", "image/jpeg")], body: SharedBytes(bytes))
      })
  }

  private static func reviewVerdict() -> Route {
    var description = reviewAnswer("The case with its result.", "ReviewCase", status: 201, fails: [404, 409, 422])
    description.takes = [("application/json", "ReviewAnswer")]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/review/cases/{id}/verdict"), permission: .judge,
      summary: "Stores the caller's answer, which stays, and reveals the result.", bodyLimit: 16_384, description: description,
      handler: .later { request, services in
        .json(
          try await services.backend.review.judge(
            try request.caseName(), try ReviewAnswer(request), by: try request.caller()), status: 201)
      })
  }

  private static func alertVerdict() -> Route {
    var description = reviewAnswer("The verdict.", "Verdict", status: 201, fails: [404, 409, 422])
    description.takes = [("application/json", "ReviewAnswer")]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/alerts/{id}/verdict"), permission: .judge,
      summary: "What the caller says of an alert knowing the result; it counts as no blind reading.", bodyLimit: 16_384,
      description: description,
      handler: .later { request, services in
        .json(
          try await services.backend.review.judge(try request.alert(), try ReviewAnswer(request), by: try request.caller())
            .served,
          status: 201)
      })
  }

  private static func reviewStatistics() -> Route {
    Route(
      method: .get, pattern: PathPattern("/api/v1/review/statistics"), permission: .judge,
      summary: "How readers agree with each other and with the system, and what quiet stretches hid.",
      description: reviewAnswer("Figures with intervals and numbers of cases.", "ReviewStatistics", fails: []),
      handler: .later { _, services in .json(try await services.backend.review.statistics()) })
  }

  private static func reviewExport(
    _ name: String, _ type: String, _ encode: @escaping @Sendable ([ReviewVerdict]) -> String
  ) -> Route {
    var description = RouteDescription()
    description.gives = [(200, "One line a verdict.", type, nil)]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/review/verdicts.\(name)"), permission: .export, summary: "All verdicts.",
      description: description,
      handler: .later { _, services in
        let text = encode(try await services.backend.review.verdicts())
        return HTTPReply(
          status: 200, headers: [("Content-Type", type), ("Content-Disposition", "attachment; filename=\"verdicts.\(name)\"")],
          body: SharedBytes(text))
      })
  }
}

extension Request {
  /// - Throws: 404 if the path's case cannot exist.
  fileprivate func caseName() throws(Problem) -> String {
    guard let name = parameters["id"], RandomIdentifier.isHexadecimal128(name) else { throw .notFound }
    return name
  }
}

extension ReviewAnswer {
  /// - Throws: 422 for a member that is missing or of another kind.
  fileprivate init(_ request: Request) throws(Problem) {
    let body = try BodyReader(request, allowing: ["condition", "certainty", "comment", "shown_ms"])
    let allowed = "a condition's id, none or cannot-say"
    guard let opinion = ReviewOpinion(try body.text("condition", allowed: allowed)) else {
      throw .invalid("/condition", allowed: allowed)
    }
    guard let certainty = try body.choice("certainty", of: ReviewCertainty.self) else {
      throw .invalid("/certainty", allowed: ReviewCertainty.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let comment = try body.optionalText("comment", allowed: "a text of up to 1000 characters")
    guard comment?.count ?? 0 <= 1_000 else { throw .invalid("/comment", allowed: "a text of up to 1000 characters") }
    self.init(
      opinion: opinion, certainty: certainty, comment: comment,
      shownMilliseconds: try body.integer("shown_ms", in: 0...86_400_000))
  }
}
