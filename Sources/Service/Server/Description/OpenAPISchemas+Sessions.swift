import Vocabulary

extension OpenAPISchemas {
  /// Sessions and review.
  static let sessions: [String: JSONValue] = [
    "Consent": object([
      "record": boolean, "snapshots": boolean, "speak": boolean, "hand_off": boolean, "retain_days": orNull("integer"),
    ]),
    "ConsentChange": object(
      ["record": boolean, "snapshots": boolean, "speak": boolean, "hand_off": boolean, "retain_days": orNull("integer")],
      required: []),
    "ObservedSession": object([
      "id": text, "state": names(SessionStanding.allCases.map(\.rawValue)), "stream": orNull("string"),
      "source": orNull("string"),
      "demo": boolean, "started_at": orNull("string"), "ended_at": orNull("string"), "subject": orNull("string"),
      "consent": orRecord("Consent"), "notes": orNull("string"), "purge_due_at": orNull("string"), "alerts": integer,
      "snapshots": integer, "receipt": orRecord("SessionReceipt"), "research_use_only": boolean,
    ]),
    "SessionChange": object(
      ["subject": orNull("string"), "notes": orNull("string"), "consent": reference("ConsentChange")], required: []),
    "Withdrawal": object(["reason": text]),
    "SessionReceipt": object([
      "session": text, "purged_at": text, "by": text, "reason": text, "entries": integer, "alerts": integer,
      "deliveries": integer, "snapshots": integer, "sequence": integer, "hash": text, "previous_hash": text,
      "research_use_only": boolean,
    ]),
    "SessionReport": object([
      "session": reference("ObservedSession"), "figures": type("object"), "alerts": list(nil), "thresholds": type("object"),
      "consent_history": list(nil), "versions": type("object"), "verdicts": list(nil), "chain_head": type("object"),
      "printed_at": text, "research_use_only": boolean,
    ]),
    "ReviewQueue": object([
      "items": .object([
        "type": .string("array"),
        "items": object(["id": text, "round": names(ReviewRound.allCases.map(\.rawValue))]),
      ]), "next": orNull("string"), "alerts_without_pictures": integer, "sampling": text, "read_today": integer,
      "research_use_only": boolean,
    ]),
    "ReviewCase": object([
      "id": text, "round": orNull("string"), "pictures": .object(["type": .string("array"), "items": text]),
      "readings": list(nil),
      "own": orRecord("Verdict"), "others": list("Verdict"), "result": .object(["type": .array(["object", "null"])]),
      "research_use_only": boolean,
    ]),
    "ReviewAnswer": object(
      [
        "condition": text, "certainty": names(ReviewCertainty.allCases.map(\.rawValue)), "comment": orNull("string"),
        "shown_ms": integer,
      ], required: ["condition", "certainty"]),
    "Verdict": object(
      [
        "alert": text, "stretch": text, "session": text, "reader": text, "condition": text,
        "certainty": names(ReviewCertainty.allCases.map(\.rawValue)), "comment": orNull("string"), "blinded": boolean,
        "round": names(ReviewRound.allCases.map(\.rawValue)), "shown_ms": orNull("integer"), "at": text,
      ], required: ["session", "reader", "condition", "certainty", "comment", "blinded", "round", "shown_ms", "at"]),
    "ReviewStatistics": object([
      "cases": type("object"), "between_readers": type("object"), "with_system": type("object"), "quiet": type("object"),
      "research_use_only": boolean,
    ]),
  ]

  private static func orRecord(_ name: String) -> JSONValue {
    .object(["oneOf": .array([.object(["type": .string("null")]), reference(name)])])
  }
}
