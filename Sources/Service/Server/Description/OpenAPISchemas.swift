import Vocabulary

/// The records as JSON Schema.
enum OpenAPISchemas {
  static func reference(_ name: String) -> JSONValue { .object(["$ref": .string("#/components/schemas/\(name)")]) }

  static let all: [String: JSONValue] = {
    var schemas = [
      "Problem": object(
        [
          "type": text, "title": text, "status": integer, "detail": text, "pointer": text,
        ], required: ["type", "title", "status", "detail"]),
      "Status": object(["status": text]),
      "Session": object([
        "name": text, "role": names(["administrator", "clinician", "reviewer", "publisher", "viewer"]), "csrf": orNull("string"),
        "local": boolean, "proof": text, "idle_seconds": orNull("number"),
        "streams": .object(["type": .array([.string("array"), .string("null")]), "items": text]),
      ]),
      "Code": object(["system": text, "code": text, "display": text]),
      "Condition": object(["id": text, "name": text, "tier": orNull("string"), "codes": list("Code"), "proven": boolean]),
      "Pack": object([
        "id": text, "version": integer, "name": text, "strategy": text, "fingerprint": text, "conditions": list(nil),
        "controls": list(nil),
      ]),
      "Evidence": object([
        "model": text, "encoder": text, "pack": text, "card": orNull("string"), "pictures_licence": orNull("string"),
        "reports": list(nil), "research_use_only": boolean,
      ]),
      "Model": object([
        "model": text, "fingerprint": text, "precision": text, "preprocessing": text, "dimension": integer, "has_gate": boolean,
        "maps": text,
      ]),
      "StreamRequest": object(["id": text, "url": text, "pack": text], required: ["id", "url"]),
      "Thresholds": .object(["type": .string("object"), "additionalProperties": reference("Threshold")]),
      "Silence": object(["reason": text, "seconds": integer]),
    ]
    schemas.merge(OpenAPISchemas.records) { first, _ in first }
    schemas.merge(OpenAPISchemas.knowledge) { first, _ in first }
    schemas.merge(OpenAPISchemas.explanations) { first, _ in first }
    schemas.merge(OpenAPISchemas.calls) { first, _ in first }
    schemas.merge(OpenAPISchemas.teaching) { first, _ in first }
    schemas.merge(OpenAPISchemas.people) { first, _ in first }
    schemas.merge(OpenAPISchemas.sinks) { first, _ in first }
    schemas.merge(OpenAPISchemas.house) { first, _ in first }
    schemas.merge(OpenAPISchemas.workbench) { first, _ in first }
    schemas.merge(OpenAPISchemas.inference) { first, _ in first }
    schemas.merge(OpenAPISchemas.sessions) { first, _ in first }
    for item in [
      "Condition", "Pack", "Model", "Stream", "Alert", "Entry", "KnowledgeDocument", "Passage", "KnowledgeHit",
      "KnowledgeVersion",
      "KnowledgeReview", "KnowledgeImport", "Person", "Group", "OpenSession", "Token", "Audit", "Sink", "DeadLetter",
      "SinkMessage",
      "PackCandidate", "ObservedSession",
    ] {
      schemas["\(item)List"] = object(["items": list(item), "next": orNull("string")], required: ["items", "next"])
    }
    return schemas
  }()

  static let text = type("string")
  static let integer = type("integer")
  static let number = type("number")
  static let boolean = type("boolean")

  static func type(_ name: String) -> JSONValue { .object(["type": .string(name)]) }
  static func orNull(_ name: String) -> JSONValue { .object(["type": .array([.string(name), .string("null")])]) }
  static func names(_ values: [String]) -> JSONValue {
    .object(["type": .string("string"), "enum": .array(values.map(JSONValue.string))])
  }
  static func list(_ item: String?) -> JSONValue {
    .object(["type": .string("array"), "items": item.map(reference) ?? type("object")])
  }

  /// All members are required unless `required` says otherwise.
  /// All of `members` are there; those of `optional` may be.
  static func object(_ members: [String: JSONValue], optional: [String: JSONValue]) -> JSONValue {
    object(members.merging(optional) { first, _ in first }, required: members.keys.sorted())
  }

  static func object(_ members: [String: JSONValue], required: [String]? = nil) -> JSONValue {
    .object([
      "type": .string("object"), "properties": .object(members),
      "required": .array((required ?? members.keys.sorted()).map(JSONValue.string)),
    ])
  }
}
