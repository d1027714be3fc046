import GLib
import Soup
import Vocabulary

extension Routes {
  /// Why an alert was raised, and questions about it.
  static func explanations() -> [Route] { [explanation(), question()] }

  private static func explanation() -> Route {
    var description = RouteDescription()
    description.query = [("level", "For whom it is worded: plain, clinical or specialist. Without it: as it was told.")]
    description.gives = [(200, "The explanation, or in `refused` why there is none.", "application/json", "Explanation")]
    description.fails = [422]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/alerts/{id}/explanation"), permission: .read,
      summary: "Why the alert was raised, every sentence with its sources.", description: description,
      handler: .later { request, services in
        var level: ReadingLevel?
        if let text = request.query["level"] {
          level = ReadingLevel(rawValue: text)
          guard level != nil else {
            throw Problem.invalid("/level", allowed: ReadingLevel.allCases.map(\.rawValue).joined(separator: ", "))
          }
        }
        return await .longJSON(try await services.backend.explanation(of: try request.alert(), level: level))
      })
  }

  private static func question() -> Route {
    var description = RouteDescription()
    description.takes = [("application/json", "Question")]
    description.gives = [(200, "Cited sentences, or in `refused` why there are none.", "application/json", "ExplanationAnswer")]
    description.fails = [422]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/alerts/{id}/questions"), permission: .respond,
      summary: "Answers a question about the alert with cited sentences; the question is kept nowhere.", bodyLimit: 4_096,
      description: description,
      handler: .later { request, services in
        let body = try BodyReader(request, allowing: ["question"])
        let allowed = "3 to 500 characters, not only blanks"
        let question = try body.text("question", allowed: allowed)
        guard (3...500).contains(question.count), question.contains(where: \.isLetter) else {
          throw Problem.invalid("/question", allowed: allowed)
        }
        return await .longJSON(try await services.backend.answer(question, about: try request.alert()))
      })
  }
}
