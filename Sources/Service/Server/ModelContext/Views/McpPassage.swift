import Vocabulary

extension McpViews {
  /// A passage with its sources. What a user brought in is marked as quoted data, its title and sources included.
  static func passage(_ passage: KnowledgePassage) -> JSONValue {
    let isForeign = passage.kind == .imported
    func said(_ text: String) -> JSONValue { .string(isForeign ? McpQuotation.marked(text) : text) }
    return [
      "id": .string(passage.id), "kind": .string(passage.kind.rawValue), "quoted_data": .bool(isForeign),
      "condition": passage.condition.map { .string($0.text) } ?? .null, "title": said(passage.title),
      "locator": said(passage.locator), "text": said(passage.text), "verified_by_clinician": .bool(passage.isVerified),
      "sources": .array(
        passage.sources.map { source in
          [
            "title": said(source.title), "organisation": said(source.organisation),
            "year": source.year.map { .integer(Int64($0)) } ?? .null, "url": source.url.map(said) ?? .null,
          ]
        }),
    ]
  }

  static let passageSchema = McpSchema.object([
    "id": McpSchema.string, "kind": McpSchema.string, "quoted_data": McpSchema.flag,
    "condition": McpSchema.orNull(McpSchema.string), "title": McpSchema.string, "locator": McpSchema.string,
    "text": McpSchema.string, "verified_by_clinician": McpSchema.flag, "sources": McpSchema.list(McpSchema.anyObject),
  ])
}
