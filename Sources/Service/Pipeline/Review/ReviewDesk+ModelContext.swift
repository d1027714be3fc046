import Server
import Vocabulary

/// What comes through the Model Context Protocol knows the result: it counts as none of the blind readings.
extension ReviewDesk: McpVerdicts {
  nonisolated var choices: [String] { conditions.map(\.text) + [ReviewOpinion.nothing.text, ReviewOpinion.cannotSay.text] }

  func record(
    _ verdict: String, about alert: AlertIdentifier, comment: String?, by principal: Principal
  ) async throws(BackendError) {
    guard let opinion = ReviewOpinion(verdict) else {
      throw .invalid(pointer: "/verdict", allowed: "a condition's id, none or cannot-say")
    }
    _ = try await judge(alert, ReviewAnswer(opinion: opinion, certainty: .medium, comment: comment), by: principal)
  }
}
