import Vocabulary

/// Something that a model may ask for.
struct McpTool: Sendable {
  /// What a client should know before it lets a model use it.
  enum Effect: Sendable {
    case reads
    /// Changes something; `takesAway` where somebody may no longer be told, `isRepeatable` where twice is as once.
    case writes(takesAway: Bool, isRepeatable: Bool)

    var isWriting: Bool { if case .writes = self { true } else { false } }
  }

  let name: String
  let title: String
  /// What it does, in plain words.
  let about: String
  let input: JSONValue
  let output: JSONValue
  var effect = Effect.reads
  /// Whether it may take so long that its progress is worth telling.
  var isLong = false
  let run: @Sendable (McpCall) async throws -> McpAnswer

  /// As `tools/list` shows it.
  func description(_ version: McpVersion) -> JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(name), "description": .string(about), "inputSchema": input, "annotations": annotations,
    ]
    if version.knowsStructure {
      members["title"] = .string(title)
      members["outputSchema"] = output
    }
    return .object(members)
  }

  private var annotations: JSONValue {
    switch effect {
    case .reads:
      [
        "title": .string(title), "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false,
      ]
    case .writes(let takesAway, let isRepeatable):
      [
        "title": .string(title), "readOnlyHint": false, "destructiveHint": .bool(takesAway),
        "idempotentHint": .bool(isRepeatable), "openWorldHint": false,
      ]
    }
  }
}
