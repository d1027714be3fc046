import Vocabulary

extension OpenAPISchemas {
  /// Heads that are learned.
  static let teaching: [String: JSONValue] = [
    "HeadOrder": object(["name": text]),
    "TeachingFit": object(
      [
        "state": names(["idle", "running", "done", "failed", "too_few"]), "name": orNull("string"), "version": orNull("integer"),
        "done": integer, "steps": integer, "detail": orNull("string"),
      ], required: ["state", "done", "steps"]),
    "Teaching": object(
      [
        "fitting": reference("TeachingFit"), "needs": object(["examples": integer, "groups": integer]),
        "verdicts": type("object"), "items": list(nil), "fault": orNull("string"), "history": list(nil),
        "research_use_only": boolean,
      ], required: ["fitting", "needs", "verdicts", "items", "history", "research_use_only"]),
  ]
}
