import Vocabulary

extension OpenAPISchemas {
  /// Hand-off.
  static let sinks: [String: JSONValue] = [
    "Sink": object([
      "name": text, "kind": names(["webhook", "cloudevents", "fhir", "mqtt"]), "address": text,
      "state": names(["ok", "idle", "failing", "paused", "off"]), "on": boolean, "reason": orNull("string"),
      "details": names(["thin", "full"]), "signed": boolean, "explanations": boolean, "fault": orNull("string"),
      "fault_at": orNull("string"), "delivered_at": orNull("string"), "waiting": integer, "oldest_waiting_at": orNull("string"),
      "next_at": orNull("string"), "dead": integer, "delivered": integer,
      "retry": .object(["type": .string("array"), "items": number]),
    ]),
    "DeadLetter": object([
      "id": text, "alert": text, "type": text, "attempts": integer, "queued_at": text, "given_up_at": text, "answer": text,
    ]),
    "SinkMessage": object([
      "change": text, "method": text, "target": text, "headers": .object(["type": .string("array"), "items": text]), "body": text,
    ]),
    "SinkTest": object(["ok": boolean, "answer": text, "milliseconds": integer]),
    "SinkReplay": object(
      ["ids": .object(["type": .string("array"), "items": text]), "from": text, "to": text, "dead": boolean], required: []),
    "SinkReplayed": object(["queued": integer]),
  ]
}
