import Vocabulary

extension McpToolbox {
  static var writingTools: [McpTool] { [acknowledgeAlert, silenceAlert] }

  private static var acknowledgeAlert: McpTool {
    McpTool(
      name: "acknowledge_alert", title: "Acknowledge an alert",
      about:
        "Says that a person has seen an alert. Use it only when a person asks for it: the journal names whose token it was, through MCP.",
      input: McpSchema.input(["alert": McpSchema.identifier("The alert's id.")], required: ["alert"]),
      output: McpSchema.output(["alert": McpViews.summarySchema]), effect: .writes(takesAway: false, isRepeatable: true),
      run: { call in
        let record = try await call.backend.acknowledge(try call.alert(try call.reader("alert")), by: call.actor)
        return McpAnswer(
          "Acknowledged.", ["alert": McpViews.summary(record, await McpViews.names(call.backend))])
      })
  }

  private static var silenceAlert: McpTool {
    McpTool(
      name: "silence_alert", title: "Silence an alert for a while",
      about:
        "Keeps an alert quiet for a while, with a reason. Nobody is told of it meanwhile: use it only when a person asks for it. The journal names whose token it was, through MCP.",
      input: McpSchema.input(
        [
          "alert": McpSchema.identifier("The alert's id."), "reason": McpSchema.text("Why, in up to 500 characters."),
          "seconds": McpSchema.whole("For how long.", 1...86_400),
        ], required: ["alert", "reason", "seconds"]),
      output: McpSchema.output(["alert": McpViews.summarySchema]), effect: .writes(takesAway: true, isRepeatable: false),
      run: { call in
        let reader = try call.reader("alert", "reason", "seconds")
        let allowed = "a reason of up to 500 characters"
        let reason = try reader.text("reason", allowed: allowed)
        guard reason.count <= 500 else { throw Problem.invalid("/reason", allowed: allowed) }
        guard let seconds = try reader.integer("seconds", in: 1...86_400) else {
          throw Problem.invalid("/seconds", allowed: "a whole number from 1 to 86400")
        }
        let record = try await call.backend.silence(
          try call.alert(reader), reason: reason, for: .seconds(seconds), by: call.actor)
        return McpAnswer(
          "Silenced for \(seconds) s.", ["alert": McpViews.summary(record, await McpViews.names(call.backend))])
      })
  }

  static func recordVerdict(_ verdicts: any McpVerdicts) -> McpTool {
    McpTool(
      name: "record_verdict", title: "Record a person's verdict on an alert",
      about:
        "Takes down what a person judges of an alert. Never judge yourself: a verdict is a clinician's, and the journal names whose token it was, through MCP.",
      input: McpSchema.input(
        [
          "alert": McpSchema.identifier("The alert's id."), "verdict": McpSchema.choice("What was judged.", verdicts.choices),
          "comment": McpSchema.text("Why, in up to 1000 characters."),
        ], required: ["alert", "verdict"]),
      output: McpSchema.output(["alert": McpSchema.string, "verdict": McpSchema.string]),
      effect: .writes(takesAway: false, isRepeatable: false),
      run: { call in
        let reader = try call.reader("alert", "verdict", "comment")
        let allowed = verdicts.choices.joined(separator: ", ")
        let verdict = try reader.text("verdict", allowed: allowed)
        guard verdicts.choices.contains(verdict) else { throw Problem.invalid("/verdict", allowed: allowed) }
        let comment = try reader.optionalText("comment", allowed: "up to 1000 characters")
        guard comment?.count ?? 0 <= 1_000 else { throw Problem.invalid("/comment", allowed: "up to 1000 characters") }
        let alert = try call.alert(reader)
        try await verdicts.record(verdict, about: alert, comment: comment, by: call.actor)
        return McpAnswer("Recorded: \(verdict).", ["alert": .string(alert.text), "verdict": .string(verdict)])
      })
  }
}
