import Vocabulary

/// JSON Schema 2020-12, as far as tools need it.
enum McpSchema {
  static func text(_ about: String) -> JSONValue { ["type": "string", "description": .string(about)] }

  static func identifier(_ about: String) -> JSONValue {
    ["type": "string", "pattern": "^[0-9a-f]{32}$", "description": .string(about)]
  }

  static func whole(_ about: String, _ range: ClosedRange<Int>) -> JSONValue {
    [
      "type": "integer", "minimum": .integer(Int64(range.lowerBound)), "maximum": .integer(Int64(range.upperBound)),
      "description": .string(about),
    ]
  }

  static func boolean(_ about: String) -> JSONValue { ["type": "boolean", "description": .string(about)] }

  static func choice(_ about: String, _ values: [String]) -> JSONValue {
    ["type": "string", "enum": .array(values.map { .string($0) }), "description": .string(about)]
  }

  static let number: JSONValue = ["type": "number"]
  static let count: JSONValue = ["type": "integer", "minimum": 0]
  static let string: JSONValue = ["type": "string"]
  static let flag: JSONValue = ["type": "boolean"]
  static let anyObject: JSONValue = ["type": "object"]

  /// The same, or `null`.
  static func orNull(_ schema: JSONValue) -> JSONValue { ["anyOf": .array([schema, ["type": "null"]])] }

  static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

  /// An object all of whose members are there, unless `required` says otherwise.
  static func object(_ members: [String: JSONValue], required: [String]? = nil) -> JSONValue {
    [
      "type": "object", "properties": .object(members),
      "required": .array((required ?? members.keys.sorted()).map { .string($0) }),
    ]
  }

  /// What a tool takes: nothing but what is named.
  static func input(_ members: [String: JSONValue], required: [String]) -> JSONValue {
    guard case .object(var schema) = object(members, required: required) else { return .null }
    schema["additionalProperties"] = false
    return .object(schema)
  }

  /// What a tool gives; the notice stands in each result.
  static func output(_ members: [String: JSONValue]) -> JSONValue {
    object(members.merging(["research_use_only": flag, "notice": string]) { own, _ in own })
  }
}
