import Vocabulary

extension OpenAPISchemas {
  /// What the settings pages, overlays and zones speak of.
  static let house: [String: JSONValue] = [
    "PageList": object(["items": .object(["type": .string("array"), "items": text]), "next": orNull("string")]),
    "Diagnosis": object(["checks": list("Check"), "examined_at": orNull("string"), "running": boolean]),
    "Check": object(
      ["name": text, "verdict": names(["passed", "limited", "failed"]), "detail": text, "remedy": text],
      required: ["name", "verdict", "detail"]),
    "Storage": object(["folder": text, "items": list("StorageItem"), "free_bytes": orNull("integer")]),
    "StorageItem": object([
      "id": text, "name": text, "keeps": text, "retention": text, "files": integer, "bytes": integer,
    ]),
    "Settings": object([
      "model": text, "precision": text, "device": text, "packs": .object(["type": .string("array"), "items": text]), "data": text,
      "voice": type("object"), "escalation": object(["on": boolean, "after_seconds": integer, "to": text]),
      "overlay_text": orNull("string"), "tokens": integer, "remote_encoder": boolean, "language_model": text,
    ]),
    "Lint": object(["pack": text, "file": text, "items": list("LintRemark")]),
    "LintRemark": object([
      "rule": text, "severity": names(["error", "warning", "note"]), "line": integer, "message": text,
    ]),
    "VoiceTrialRequest": object(
      ["condition": text, "tier": names(AlertTier.allCases.map(\.rawValue))], required: ["condition"]),
    "VoiceTrial": object(["text": text, "voice": text, "clip": text]),
    "Overlay": object(["hidden": boolean, "by": orNull("string"), "at": orNull("string"), "fault": orNull("string")]),
    "ZoneRequest": object(
      ["x": number, "y": number, "width": number, "height": number, "label": text], required: ["x", "y", "width", "height"]),
    "Zone": object([
      "id": text, "x": number, "y": number, "width": number, "height": number, "label": text, "by": text, "at": text,
    ]),
    "Zones": object(["items": list("Zone"), "suppressed": integer, "frames": integer]),
  ]
}
