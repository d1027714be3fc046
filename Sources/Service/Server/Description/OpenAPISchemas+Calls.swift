import Vocabulary

extension OpenAPISchemas {
  /// Calls.
  static let calls: [String: JSONValue] = [
    "CallState": object([
      "can_phone": boolean,
      "call": .object([
        "oneOf": .array([
          .object(["type": .string("null")]), object(["id": orNull("string"), "kind": names(["phone", "web"]), "status": text]),
        ])
      ]),
      "service": names(["ok", "failing", "open"]), "fault": orNull("string"),
    ]),
    "CallOrder": object(["kind": names(["phone", "web"])]),
    "StartedCall": object(["state": reference("CallState"), "joining": orNull("string")]),
  ]
}
