import Vocabulary

/// Counts what happened in one session.
struct McpSessionSummary {
  /// Pages of the stream's alerts that are read at most, newest first. Where there are more, the answer says of how many it speaks.
  static let pages = 100
  static let pageSize = 200

  private let line: JournalDigest.Session
  private let alerts: [AlertRecord]
  private let names: [ConditionIdentifier: String]
  private let changes: [JSONValue]
  /// Whether every alert since the session began was read.
  private let isWhole: Bool
  /// Alerts of the stream that were read for it.
  private let read: Int

  init(_ line: JournalDigest.Session, _ call: McpCall) async throws {
    self.line = line
    names = await McpViews.names(call.backend)
    changes = await call.digest.thresholdChanges(in: line)
    var alerts: [AlertRecord] = []
    var (after, read, isWhole): (String?, Int, Bool) = (nil, 0, false)
    for _ in 0..<Self.pages where !isWhole {
      try Task.checkCancellation()
      let page = try await call.backend.alerts(AlertQuery(stream: line.stream, after: after, limit: Self.pageSize))
      alerts += page.items.filter { $0.session == line.id }
      (after, read) = (page.next, read + page.items.count)
      isWhole = after == nil || page.items.last.map { $0.raisedAt < line.startedAt } ?? true
      await call.report(Double(read), "Reading alerts")
    }
    (self.alerts, self.read, self.isWhole) = (alerts, read, isWhole)
  }

  var answer: McpAnswer {
    let open = alerts.count { $0.acknowledged == nil }
    let bound = isWhole ? "" : " among the stream's newest \(read); older ones were not read, so there may be more"
    let told = "\(alerts.count) alerts, \(open) of them not acknowledged\(bound)"
    return McpAnswer(
      "Session of stream \(line.stream), \(line.startedAt) to \(line.endedAt ?? "now"): \(told).",
      [
        "session": .string(line.id.text), "stream": .string(line.stream.text), "started_at": .string(line.startedAt),
        "ended_at": line.endedAt.map { .string($0) } ?? .null, "alerts": .integer(Int64(alerts.count)),
        "complete": .bool(isWhole), "alerts_read": .integer(Int64(read)),
        "by_condition": counts { $0.condition.text }, "by_tier": counts { $0.tier.rawValue },
        "by_state": counts { $0.state.rawValue }, "unacknowledged": .integer(Int64(open)),
        "newest_alerts": .array(alerts.prefix(20).map { McpViews.summary($0, names) }), "threshold_changes": .array(changes),
      ])
  }

  private func counts(_ key: (AlertRecord) -> String) -> JSONValue {
    .object(Dictionary(grouping: alerts, by: key).mapValues { .integer(Int64($0.count)) })
  }
}
