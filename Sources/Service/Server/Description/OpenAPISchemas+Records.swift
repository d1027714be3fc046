import Vocabulary

extension OpenAPISchemas {
  /// Streams, assessments, alerts and entries.
  static let records: [String: JSONValue] = [
    "Threshold": object(
      [
        "scale": names(ThresholdScale.allCases.map(\.rawValue)), "enter": number, "exit": number, "k": integer, "n": integer,
        "dwell_ms": integer, "cooldown_ms": integer, "enabled": boolean,
      ], required: []),
    "Frames": object([
      "received": integer, "pending": integer, "analysed": integer, "superseded": integer, "late": integer, "gated": integer,
      "decode_error": integer,
    ]),
    "Quantiles": object(["p50": number, "p95": number, "p99": number]),
    "Stream": object([
      "id": text, "source": text, "kind": names(SourceKind.allCases.map(\.rawValue)), "pack": text,
      "state": names(SourceState.allCases.map(\.rawValue)), "session": orNull("string"), "frames": reference("Frames"),
      "age_ms": orNull("object"), "within_100_ms": orNull("number"), "fps": type("object"), "demo": boolean, "watchable": boolean,
      "message": orNull("object"), "background": orNull("object"), "agreement": orNull("object"), "zones": orNull("object"),
    ]),
    "Background": object([
      "state": names(BackgroundState.Phase.allCases.map(\.rawValue)), "recording": orNull("object"), "recorded": orNull("object"),
      "message": orNull("object"),
      "rates": .object([
        "type": .string("object"),
        "additionalProperties": .object(["type": .string("array"), "items": reference("BackgroundRate")]),
      ]),
    ]),
    "BackgroundRate": object(["enter": number, "exit": number, "alerts": integer, "alerts_an_hour": number]),
    "Agreement": object([
      "grids": integer, "rank_correlation": orNull("number"), "same_first": orNull("number"), "refused_by_one": integer,
      "conditions": .object(["type": .string("object"), "additionalProperties": reference("AlertAgreement")]),
    ]),
    "AlertAgreement": object([
      "both": integer, "fast_only": integer, "full_only": integer, "neither": integer, "positive_agreement": orNull("number"),
      "verdict": orNull("string"),
    ]),
    "BackgroundRequest": object(["seconds": integer]),
    "Region": object(["x": number, "y": number, "width": number, "height": number, "weight": number]),
    "Head": object(["name": text, "version": integer, "sha256": text]),
    "Finding": object(
      [
        "condition": text, "similarity": number, "presence": number, "evidence": number, "probability": orNull("number"),
        "threshold": orNull("number"), "state": text, "proven": boolean, "regions": list("Region"),
        "agreement": orNull("string"),
      ], optional: ["head": reference("Head")]),
    "Assessment": object([
      "stream": text, "session": text,
      "frame": object(["sequence": integer, "captured_at": text, "width": integer, "height": integer]), "age_ms": number,
      "sender_age_ms": orNull("number"),
      "encoder": object(["model": text, "precision": text, "tokens": integer, "full_grid": boolean]),
      "gate": object([
        "usable": boolean,
        "reasons": .object(["type": .string("array"), "items": names(GateReason.allCases.map(\.rawValue))]),
      ]),
      "findings": list("Finding"), "demo": boolean, "research_use_only": boolean,
    ]),
    "Alert": object(
      [
        "id": text, "stream": text, "session": text, "condition": text, "codes": list("Code"),
        "tier": names(AlertTier.allCases.map(\.rawValue)), "state": names(AlertState.allCases.map(\.rawValue)), "raised_at": text,
        "ended_at": orNull("string"), "acknowledged": orNull("object"), "escalated": orNull("object"),
        "silenced_until": orNull("string"),
        "silence_reason": orNull("string"), "captured_at": text, "probability": orNull("number"),
        "threshold": reference("Threshold"),
        "why": list(nil), "model": text, "pack": text, "preprocessing": text, "frame_sha256": text, "sequence": integer,
        "hash": text,
        "demo": boolean, "research_use_only": boolean, "observation": orNull("object"),
      ], optional: ["head": reference("Head")]),
    "Speech": object([
      "number": integer, "stream": text, "session": text, "alerts": .object(["type": .string("array"), "items": text]),
      "condition": text, "tier": names(AlertTier.allCases.map(\.rawValue)), "text": text, "voice": text, "clip": text, "at": text,
      "duration_ms": integer, "latency_ms": orNull("integer"), "repetition": integer,
      "state": names(SpeechRecord.Progress.allCases.map(\.rawValue)), "reason": orNull("string"),
    ]),
    "Voice": object([
      "stream": text, "voice": orNull("string"), "detail": orNull("string"), "muted": orNull("object"), "hearing": boolean,
      "page": boolean, "call": boolean, "speakers": boolean, "last": orNull("object"), "faults": integer,
    ]),
    "VoiceMute": object(["reason": text]),
    "Entry": object([
      "sequence": integer, "kind": names(JournalEntryKind.allCases.map(\.rawValue)), "at": text, "session": orNull("string"),
      "alert": orNull("string"), "data": .object([:]), "previous_hash": text, "hash": text,
    ]),
  ]
}
