import Foundation
import GLib
import Soup
import Vocabulary

extension Routes {
  /// What explanations rest on: statements with their sources, who signed them, and the codes of ontologies.
  static func knowledge() -> [Route] { stored() + upkeep() + [search()] + signature() }

  /// What is in the store.
  private static func stored() -> [Route] {
    [
      reading("/api/v1/knowledge", "KnowledgeSummary", "What the knowledge store holds.") { _, knowledge in
        .json(try await knowledge.summary())
      },
      reading("/api/v1/knowledge/documents", "KnowledgeDocumentList", "Notes, ontologies and imported documents.") {
        _, knowledge in
        await .longJSON(ListBody(items: try await knowledge.documents()))
      },
      reading("/api/v1/knowledge/documents/{id}", "PassageList", "The passages of a document, in order.") { request, knowledge in
        await .longJSON(ListBody(items: try await knowledge.passages(of: try request.knowledgeID()).map(\.served)))
      },
      reading("/api/v1/knowledge/passages/{id}", "Passage", "One passage with its sources.") { request, knowledge in
        .json(try await knowledge.passage(try request.knowledgeID()).served)
      },
      reading("/api/v1/conditions/{condition}/knowledge", "PassageList", "All passages about a condition.") {
        request, knowledge in
        guard let id = ConditionIdentifier(request.parameters["condition"] ?? "") else { throw Problem.notFound }
        return await .longJSON(ListBody(items: try await knowledge.passages(about: id).map(\.served)))
      },
      reading("/api/v1/ontology/{code}", "OntologyTerm", "A code, and the conditions that it leads to.") { request, knowledge in
        let code = request.parameters["code"]?.removingPercentEncoding ?? ""
        guard (1...32).contains(code.utf8.count) else { throw Problem.notFound }
        return .json(try await knowledge.resolve(code))
      },
    ]
  }

  /// What became of it, and what waits for somebody.
  private static func upkeep() -> [Route] {
    [
      reading(
        "/api/v1/knowledge/passages/{id}/history", "KnowledgeVersionList",
        "Every wording of a statement, the one that ships first."
      ) {
        request, knowledge in
        await .longJSON(ListBody(items: try await knowledge.history(of: try request.knowledgeID()).map(\.served)))
      },
      reading("/api/v1/knowledge/review", "KnowledgeReviewList", "Corrections and signatures of wordings that ship no longer.") {
        _, knowledge in
        await .longJSON(ListBody(items: try await knowledge.toReview().map { ServedReview(item: $0) }))
      },
      reading("/api/v1/knowledge/imports", "KnowledgeImportList", "Documents that were sent since the start, newest first.") {
        _, knowledge in
        .json(ListBody(items: try await knowledge.imports().map(\.served)))
      },
    ]
  }

  static func reading(
    _ path: String, _ schema: String, _ summary: String,
    _ answer: @escaping @GLibActor @Sendable (Request, any KnowledgeBackend) async throws -> HTTPReply
  ) -> Route {
    var description = RouteDescription()
    description.gives = [(200, summary, "application/json", schema)]
    description.fails = [503]
    return Route(
      method: .get, pattern: PathPattern(path), permission: .read, summary: summary, description: description,
      handler: .later { request, services in try await answer(request, services.backend.knowledge) })
  }

  private static func search() -> Route {
    var route = reading("/api/v1/knowledge/search", "KnowledgeHitList", "Passages that fit words or a question, best first.") {
      request, knowledge in
      let hits = try await knowledge.search(try KnowledgeQuery(request.query))
      return await .longJSON(ListBody(items: hits.map { ServedHit(hit: $0) }))
    }
    route.description.query = [
      ("q", "Words or a question."), ("condition", "Only passages of this condition."),
      ("pack", "Only of this pack's conditions."),
      ("kind", "Only `note`, `ontology` or `imported`."), ("limit", "How many at most, up to 100 (default 10)."),
    ]
    route.description.fails += [422]
    return route
  }

  private static func signature() -> [Route] {
    let pattern = PathPattern("/api/v1/knowledge/passages/{id}/signature")
    var signing = RouteDescription()
    signing.takes = [("application/json", "Signing")]
    signing.gives = [(200, "The passage as it is now.", "application/json", "Passage")]
    signing.fails = [412, 422, 503]
    var revoking = signing
    revoking.takes = []
    return [
      Route(
        method: .post, pattern: pattern, permission: .signKnowledge,
        summary: "Says that a clinician has read the passage against its sources and stands for it.", bodyLimit: 4_096,
        description: signing,
        handler: .later { request, services in
          let body = try BodyReader(request, allowing: ["comment"])
          let allowed = "a comment of up to 500 characters"
          let comment = try body.optionalText("comment", allowed: allowed)
          guard comment?.count ?? 0 <= 500 else { throw Problem.invalid("/comment", allowed: allowed) }
          let passage = try await services.backend.knowledge.sign(
            try request.knowledgeID(), comment: comment, by: try request.caller())
          return .json(passage.served)
        }),
      Route(
        method: .delete, pattern: pattern, permission: .signKnowledge, summary: "Takes the signatures of a passage back.",
        description: revoking,
        handler: .later { request, services in
          .json(try await services.backend.knowledge.revoke(try request.knowledgeID(), by: try request.caller()).served)
        }),
    ]
  }
}

extension Request {
  /// The path's passage or document. - Throws: 404 if it cannot be one.
  func knowledgeID() throws(Problem) -> String {
    let text = parameters["id"] ?? ""
    guard text.utf8.count == 32, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw .notFound
    }
    return text
  }
}

extension KnowledgeQuery {
  /// - Throws: 422 for a value that is none.
  fileprivate init(_ query: [String: String]) throws(Problem) {
    let words = query["q"] ?? ""
    guard words.contains(where: { !$0.isWhitespace }), words.count <= 1_000 else {
      throw .invalid("/q", allowed: "1 to 1000 characters, not only blanks")
    }
    self.init(words)
    if let text = query["condition"] {
      guard let id = ConditionIdentifier(text) else { throw .invalid("/condition", allowed: "the id of a condition") }
      condition = id
    }
    pack = query["pack"]
    if let text = query["kind"] {
      guard let kind = KnowledgeKind(rawValue: text) else {
        throw .invalid("/kind", allowed: KnowledgeKind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      self.kind = kind
    }
    if let text = query["limit"] {
      guard let number = UInt(text), number > 0 else { throw .invalid("/limit", allowed: "a whole number from 1") }
      limit = Int(min(number, 100))
    }
  }
}
