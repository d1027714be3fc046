import Vocabulary

extension McpToolbox {
  static var sessionSummary: McpTool {
    McpTool(
      name: "session_summary", title: "What happened in a session",
      about:
        "Sums up one session of a stream: when it ran, its alerts by condition, tier and state, and thresholds that were changed meanwhile. `complete` is false where the stream has had so many alerts since that not all were read. Give a session's id, or a stream for its newest session.",
      input: McpSchema.input(
        [
          "session": McpSchema.identifier("The session's id, as alerts and stream_state name it."),
          "stream": McpSchema.text("The stream whose newest session is meant."),
        ], required: []),
      output: McpSchema.output([
        "session": McpSchema.string, "stream": McpSchema.string, "started_at": McpSchema.string,
        "ended_at": McpSchema.orNull(McpSchema.string), "alerts": McpSchema.count,
        "complete": McpSchema.flag, "alerts_read": McpSchema.count,
        "by_condition": McpSchema.anyObject, "by_tier": McpSchema.anyObject, "by_state": McpSchema.anyObject,
        "unacknowledged": McpSchema.count, "newest_alerts": McpSchema.list(McpViews.summarySchema),
        "threshold_changes": McpSchema.list(McpSchema.anyObject),
      ]), isLong: true,
      run: { call in
        let reader = try call.reader("session", "stream")
        let allowed = "the id of a session, or `stream` instead"
        let stream = try call.stream(reader)
        let session: SessionIdentifier?
        if let text = try reader.optionalText("session", allowed: allowed) {
          guard let id = SessionIdentifier(text) else { throw Problem.invalid("/session", allowed: allowed) }
          session = id
        } else {
          session = nil
        }
        guard session != nil || stream != nil else { throw Problem.invalid("/session", allowed: allowed) }
        try await call.digest.catchUp(call.report)
        guard let line = await call.digest.session(session, of: stream) else {
          throw Problem(
            404, "unknown-session", "Unknown session", "There is no such session in the journal, or it was purged.")
        }
        return try await McpSessionSummary(line, call).answer
      })
  }

  static var similarCases: McpTool {
    McpTool(
      name: "similar_cases", title: "Alerts whose pictures are most alike",
      about:
        "Finds earlier alerts whose vectors are nearest to an alert's, by exact cosine over all alerts of the same encoder in the journal. This is similarity of pictures, not a diagnosis; purged sessions have no part in it.",
      input: McpSchema.input(
        [
          "alert": McpSchema.identifier("The alert's id."), "limit": McpSchema.whole("How many at most (default 5).", 1...20),
          "include_same_session": McpSchema.boolean(
            "Whether alerts of the same session count too (default false: they show the same skin)."),
        ], required: ["alert"]),
      output: McpSchema.output([
        "alert": McpSchema.string, "compared": McpSchema.count, "measure": McpSchema.string, "model": McpSchema.string,
        "items": McpSchema.list(
          McpSchema.object(["alert": McpViews.summarySchema, "cosine": McpSchema.number, "same_condition": McpSchema.flag])),
      ]), isLong: true,
      run: { call in
        let reader = try call.reader("alert", "limit", "include_same_session")
        let target = try await call.backend.alert(try call.alert(reader))
        try await call.digest.catchUp(call.report)
        let found = await call.digest.similar(
          to: target.id, includingSameSession: try reader.boolean("include_same_session") ?? false,
          limit: try reader.integer("limit", in: 1...20) ?? 5)
        guard let found else {
          throw Problem(
            409, "no-vectors", "Nothing to compare",
            "The journal holds no vectors for this alert, so that nothing can be compared.")
        }
        return try await McpSimilarity.answer(found, target, call)
      })
  }
}

/// Words a search for similar alerts.
enum McpSimilarity {
  static func answer(_ found: JournalDigest.Found, _ target: AlertRecord, _ call: McpCall) async throws -> McpAnswer {
    let names = await McpViews.names(call.backend)
    var items: [JSONValue] = []
    for match in found.matches {
      // One that was purged since is left out.
      guard let record = try? await call.backend.alert(match.alert) else { continue }
      items.append([
        "alert": McpViews.summary(record, names), "cosine": .number((match.cosine * 10_000).rounded() / 10_000),
        "same_condition": .bool(record.condition == target.condition),
      ])
    }
    return McpAnswer(
      "\(items.count) of \(found.compared) alerts compared. This is similarity of pictures, not a diagnosis.",
      [
        "alert": .string(target.id.text), "compared": .integer(Int64(found.compared)), "model": .string(target.model.text),
        "measure": "cosine between the mean vectors of the frames that raised each alert, same encoder only",
        "items": .array(items),
      ])
  }
}
