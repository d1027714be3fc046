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
    "CallRecord": object([
      "sequence": integer, "id": orNull("string"), "kind": names(["phone", "web"]),
      "state": names(["under-way", "reporting", "ended", "not-placed", "lost"]), "by": orNull("string"),
      "placed_at": orNull("string"), "ended_at": orNull("string"), "alerts": .object(["type": .string("array"), "items": text]),
      "reason": orNull("string"), "lasted_ms": orNull("integer"), "service_seconds": orNull("number"),
      "cost_usd": orNull("number"), "lines": list("CallLine"),
    ]),
    "CallLine": object(["at": text, "speaker": names(["server", "user", "assistant"]), "text": text]),
    "CallHistory": object(["items": list("CallRecord"), "next": orNull("string")]),
    "CallOrder": object(["kind": names(["phone", "web"])]),
    "StartedCall": object(["state": reference("CallState"), "joining": orNull("string")]),
  ]
}
