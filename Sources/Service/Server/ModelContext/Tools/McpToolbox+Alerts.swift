import Vocabulary

extension McpToolbox {
  static var alertTools: [McpTool] { [listAlerts, getAlert, explainAlert] }

  private static var listAlerts: McpTool {
    McpTool(
      name: "list_alerts", title: "Alerts, newest first",
      about:
        "Lists alerts, newest first. An alert says that a live picture resembled a condition above a threshold for a while; it is no diagnosis. Filter by stream, condition or state.",
      input: McpSchema.input(
        [
          "stream": McpSchema.text("Only this stream's."), "condition": McpSchema.text("Only this condition's, by its id."),
          "state": McpSchema.choice("Only those in this state.", AlertState.allCases.map(\.rawValue)),
          "limit": McpSchema.whole("How many at most (default 20).", 1...100),
          "after": McpSchema.text("The `next` of an earlier answer."),
        ], required: []),
      output: McpSchema.output([
        "items": McpSchema.list(McpViews.summarySchema), "next": McpSchema.orNull(McpSchema.string),
      ]),
      run: { call in
        let reader = try call.reader("stream", "condition", "state", "limit", "after")
        let query = AlertQuery(
          stream: try call.stream(reader), condition: try call.condition(reader),
          state: try reader.choice("state", of: AlertState.self),
          after: try reader.optionalText("after", allowed: "the `next` of an earlier answer"),
          limit: try reader.integer("limit", in: 1...100) ?? 20)
        let page = try await call.backend.alerts(query)
        let names = await McpViews.names(call.backend)
        return McpAnswer(
          page.items.isEmpty ? "No alert fits." : "\(page.items.count) alerts\(page.next == nil ? "" : ", and there are more").",
          [
            "items": .array(page.items.map { McpViews.summary($0, names) }), "next": page.next.map { .string($0) } ?? .null,
          ])
      })
  }

  private static var getAlert: McpTool {
    McpTool(
      name: "get_alert", title: "One alert",
      about:
        "Gives one alert with what it rests on (threshold, the frames' evidence, model and pack) and what happened to it since.",
      input: McpSchema.input(["alert": McpSchema.identifier("The alert's id.")], required: ["alert"]),
      output: McpSchema.output([
        "alert": McpViews.recordSchema, "condition_name": McpSchema.string, "history": McpSchema.list(McpSchema.anyObject),
      ]),
      run: { call in
        let id = try call.alert(try call.reader("alert"))
        let record = try await call.backend.alert(id)
        let name = await McpViews.names(call.backend)[record.condition] ?? record.condition.text
        return McpAnswer(
          "A \(record.tier.rawValue) of stream \(record.stream): resembles \(name), \(record.state.rawValue).",
          [
            "alert": try McpViews.record(record), "condition_name": .string(name),
            "history": McpViews.history(try await call.backend.entries(of: id)),
          ])
      })
  }

  private static var explainAlert: McpTool {
    McpTool(
      name: "explain_alert", title: "Why an alert was raised",
      about:
        "Explains an alert in cited sentences: what was measured, what it resembles, what argues against it, what is known. `refused` says why there is no explanation.",
      input: McpSchema.input(
        [
          "alert": McpSchema.identifier("The alert's id."),
          "level": McpSchema.choice("For whom it is worded (default: as it was told).", ReadingLevel.allCases.map(\.rawValue)),
        ], required: ["alert"]),
      output: McpSchema.output(["explanation": McpViews.explanationSchema]),
      run: { call in
        let reader = try call.reader("alert", "level")
        let explanation = try await call.backend.explanation(
          of: try call.alert(reader), level: try reader.choice("level", of: ReadingLevel.self))
        return McpAnswer(
          explanation.refused ?? explanation.short, ["explanation": try McpViews.value(explanation)])
      })
  }
}

extension McpViews {
  /// The whole record; a reason that somebody typed is marked.
  static func record(_ record: AlertRecord) throws -> JSONValue {
    guard case .object(var members) = try value(record.served) else { return .null }
    if let reason = record.silenceReason { members["silence_reason"] = .string(McpQuotation.marked(reason)) }
    return .object(members)
  }

  static let recordSchema = McpSchema.object(
    [
      "id": McpSchema.string, "stream": McpSchema.string, "session": McpSchema.string, "condition": McpSchema.string,
      "codes": McpSchema.list(McpSchema.anyObject), "tier": McpSchema.string, "state": McpSchema.string,
      "raised_at": McpSchema.string, "ended_at": McpSchema.orNull(McpSchema.string), "captured_at": McpSchema.string,
      "acknowledged": McpSchema.orNull(McpSchema.anyObject), "probability": McpSchema.orNull(McpSchema.number),
      "threshold": McpSchema.anyObject, "why": McpSchema.list(McpSchema.anyObject), "model": McpSchema.string,
      "pack": McpSchema.string, "demo": McpSchema.flag, "hash": McpSchema.string,
    ])

  static let explanationSchema = McpSchema.object(
    [
      "alert": McpSchema.orNull(McpSchema.string), "condition": McpSchema.string, "level": McpSchema.string,
      "short": McpSchema.string, "sentences": McpSchema.list(McpSchema.anyObject),
      "sources": McpSchema.list(McpSchema.anyObject), "refused": McpSchema.orNull(McpSchema.string),
    ])
}
