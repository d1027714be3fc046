import Vocabulary

/// Records as tools and resources show them: no vector, no picture, no address.
enum McpViews {
  /// Any record as a JSON value.
  static func value(_ record: some Encodable) throws -> JSONValue {
    try JSONValue(parsing: JSON.bytes(record)).withoutVectors
  }

  /// Names of conditions for people.
  static func names(_ backend: any Backend) async -> [ConditionIdentifier: String] {
    let conditions = await backend.packs().flatMap(\.conditions)
    return Dictionary(conditions.map { ($0.id, $0.name) }) { first, _ in first }
  }

  static func summary(_ record: AlertRecord, _ names: [ConditionIdentifier: String]) -> JSONValue {
    [
      "id": .string(record.id.text), "stream": .string(record.stream.text), "session": .string(record.session.text),
      "condition": .string(record.condition.text),
      "condition_name": .string(names[record.condition] ?? record.condition.text), "tier": .string(record.tier.rawValue),
      "state": .string(record.state.rawValue), "raised_at": .string(record.raisedAt),
      "ended_at": record.endedAt.map { .string($0) } ?? .null,
      "probability": record.probability.map { .number($0) } ?? .null,
      "acknowledged_by": record.acknowledged.map { .string($0.by) } ?? .null,
      "acknowledged_at": record.acknowledged.map { .string($0.at) } ?? .null,
      "silenced_until": record.silencedUntil.map { .string($0) } ?? .null, "demo": .bool(record.demo),
      "tuned_head": record.head.map { ["name": .string($0.name), "version": .integer(Int64($0.version))] } ?? .null,
    ]
  }

  static let summarySchema = McpSchema.object([
    "id": McpSchema.string, "stream": McpSchema.string, "session": McpSchema.string, "condition": McpSchema.string,
    "condition_name": McpSchema.string, "tier": McpSchema.string, "state": McpSchema.string, "raised_at": McpSchema.string,
    "ended_at": McpSchema.orNull(McpSchema.string), "probability": McpSchema.orNull(McpSchema.number),
    "acknowledged_by": McpSchema.orNull(McpSchema.string), "acknowledged_at": McpSchema.orNull(McpSchema.string),
    "silenced_until": McpSchema.orNull(McpSchema.string), "demo": McpSchema.flag,
    "tuned_head": McpSchema.orNull(McpSchema.anyObject),
  ])

  /// A stream without where it comes from: addresses of cameras are nobody's business here.
  static func stream(_ state: StreamState) throws -> JSONValue {
    guard case .object(var members) = try value(state.served) else { return .null }
    for key in ["source", "background", "agreement", "watchable"] { members[key] = nil }
    return .object(members)
  }

  static let streamSchema = McpSchema.object(
    [
      "id": McpSchema.string, "kind": McpSchema.string, "pack": McpSchema.string, "state": McpSchema.string,
      "session": McpSchema.orNull(McpSchema.string), "frames": McpSchema.anyObject,
      "age_ms": McpSchema.orNull(McpSchema.anyObject), "fps": McpSchema.anyObject, "demo": McpSchema.flag,
    ])

  /// What happened to an alert: who did what when, without what the entries hold besides.
  static func history(_ entries: [JournalEntry]) -> JSONValue {
    .array(
      entries.map { entry in
        var members: [String: JSONValue] = [
          "sequence": .integer(entry.sequence), "kind": .string(entry.kind.rawValue), "at": .string(entry.at),
        ]
        if let by = entry.data["by"]?.text { members["by"] = .string(by) }
        if let reason = entry.data["reason"]?.text { members["reason"] = .string(McpQuotation.marked(reason)) }
        return .object(members)
      })
  }
}
