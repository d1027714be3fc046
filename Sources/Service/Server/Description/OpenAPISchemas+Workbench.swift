import Vocabulary

extension OpenAPISchemas {
  /// Choosing thresholds and packs.
  static let workbench: [String: JSONValue] = {
    let estimate = reference("Estimate")
    let texts: JSONValue = .object(["type": .string("array"), "items": text])
    return [
      "Estimate": object(["value": orNull("number"), "interval": orNull("array"), "n": orNull("integer")]),
      "PackName": object(["id": text, "version": integer, "name": text, "fingerprint": text]),
      "PackCandidate": object(["pack": reference("PackName"), "origin": names(["shipped", "kept"]), "remarks": list(nil)]),
      "ShadowRequest": object(["pack": text]),
      "PackState": object([
        "live": reference("PackName"), "previous": orNull("object"), "shadow": orNull("object"), "revision": text,
      ]),
      "OperatingPoint": object([
        "condition": text, "prevalence": number, "descriptors": texts, "setting": orNull("object"), "in_use": orNull("object"),
        "refused": orNull("string"), "evidence": type("object"), "sensitivity": orNull("object"),
        "sensitivity_interval_by_groups": orNull("array"), "specificity": orNull("object"), "ppv": orNull("object"),
        "npv": orNull("object"), "number_needed_to_review": orNull("object"),
        "alerts_an_hour": object(["rate": estimate, "words": text]), "strata": list(nil), "curve": list(nil),
        "research_use_only": boolean,
      ]),
      "WhatIfRequest": object(
        [
          "thresholds": .object(["type": .string("object"), "additionalProperties": reference("Threshold")]), "pack": text,
          "descriptors": .object(["type": .string("object"), "additionalProperties": texts]),
          "minutes": integer, "until": text,
        ], required: []),
      "WhatIf": object([
        "stream": text, "from": text, "to": text, "step_ms": integer, "pack": reference("PackName"), "frames": type("object"),
        "reason": orNull("string"), "milliseconds": type("object"),
        "marks_from": object(["alerts": integer, "verdicts": integer, "complete": boolean]), "conditions": type("object"),
        "research_use_only": boolean,
      ]),
    ]
  }()
}
