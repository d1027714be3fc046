import GLib
import Soup
import Vocabulary

extension Routes {
  /// Documents that are brought in and taken out.
  static func documents(_ limits: ServerLimits) -> [Route] { [bringing(limits), removing()] }

  private static func bringing(_ limits: ServerLimits) -> Route {
    var description = RouteDescription()
    description.query = [
      ("name", "The file's name, which ends in .md, .txt, .html or .pdf. The same name again is a newer form of the document."),
      ("licence", "What it may be used for."), ("title", "Its title (default: the file's name)."),
      ("organisation", "Who published it."), ("year", "When."), ("url", "Where it can be found."),
      ("condition", "The condition that it is about."),
    ]
    description.takes = [
      ("text/markdown", nil), ("text/plain", nil), ("text/html", nil), ("application/pdf", nil),
      ("application/octet-stream", nil),
    ]
    description.gives = [(202, "It waits to be read; GET …/imports says how it fares.", "application/json", "KnowledgeImport")]
    description.fails = [413, 422, 503]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/knowledge/documents"), permission: .correctKnowledge,
      summary:
        "Brings in a document of up to \(limits.documentBytes / 1_000_000) MB; a file that cannot be read changes nothing.",
      bodyLimit: limits.documentBytes, isMetered: true, description: description,
      handler: .later { request, services in
        let record = try await services.backend.knowledge.bring(try DocumentUpload(request), by: try request.caller())
        return .json(record.served, status: 202)
      })
  }

  private static func removing() -> Route {
    var description = RouteDescription()
    description.gives = [(204, "It is gone, with its passages.", nil, nil)]
    description.fails = [409, 503]
    return Route(
      method: .delete, pattern: PathPattern("/api/v1/knowledge/documents/{id}"), permission: .correctKnowledge,
      summary: "Takes an imported document out again; what ships stays.", description: description,
      handler: .later { request, services in
        try await services.backend.knowledge.removeDocument(try request.knowledgeID(), by: try request.caller())
        return .empty(204)
      })
  }
}

extension DocumentUpload {
  private static let endings = [".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".pdf"]

  /// - Throws: 422 for what is said of it, 400 for an empty body.
  fileprivate init(_ request: Request) throws(Problem) {
    let query = request.query
    func text(_ key: String, upTo most: Int) throws(Problem) -> String? {
      guard let text = query[key], !text.isEmpty else { return nil }
      guard text.count <= most, !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
        text.contains(where: { !$0.isWhitespace })
      else { throw .invalid("/\(key)", allowed: "up to \(most) characters in one line") }
      return text
    }
    let name = try text("name", upTo: 120) ?? ""
    guard !name.contains("/"), !name.hasPrefix("."), Self.endings.contains(where: { name.lowercased().hasSuffix($0) }) else {
      throw .invalid("/name", allowed: "a file's name without a folder that ends in \(Self.endings.joined(separator: ", "))")
    }
    guard let licence = try text("licence", upTo: 200) else {
      throw .invalid("/licence", allowed: "what the document may be used for, in up to 200 characters")
    }
    guard !request.body.isEmpty else { throw .badRequest("The body must be the file.") }
    self.init(name: name, bytes: request.body, licence: licence)
    title = try text("title", upTo: 200)
    organisation = try text("organisation", upTo: 200)
    url = try text("url", upTo: 500)
    if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      throw .invalid("/url", allowed: "an address that begins with https:// or http://")
    }
    if let text = query["year"], !text.isEmpty {
      guard let number = Int(text), (1500...2200).contains(number) else { throw .invalid("/year", allowed: "a year") }
      year = number
    }
    if let text = query["condition"], !text.isEmpty {
      guard let id = ConditionIdentifier(text) else { throw .invalid("/condition", allowed: "the id of a condition") }
      condition = id
    }
  }
}
