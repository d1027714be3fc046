import Vocabulary

/// Counts what happened in one session.
struct McpSessionSummary {
  /// Alerts read at most; a session with more says so by its counts being those of the newest.
  private static let pages = 10

  private let line: JournalDigest.Session
  private let alerts: [AlertRecord]
  private let names: [ConditionIdentifier: String]
  private let changes: [JSONValue]

  init(_ line: JournalDigest.Session, _ call: McpCall) async throws {
    self.line = line
    names = await McpViews.names(call.backend)
    changes = await call.digest.thresholdChanges(in: line)
    var alerts: [AlertRecord] = []
    var after: String?
    for _ in 0..<Self.pages {
      let page = try await call.backend.alerts(AlertQuery(stream: line.stream, after: after, limit: 200))
      alerts += page.items.filter { $0.session == line.id }
      after = page.next
      guard after != nil, let last = page.items.last, last.raisedAt >= line.startedAt else { break }
    }
    self.alerts = alerts
  }

  var answer: McpAnswer {
    let open = alerts.count { $0.acknowledged == nil }
    let told = "\(alerts.count) alerts, \(open) of them not acknowledged"
    return McpAnswer(
      "Session of stream \(line.stream), \(line.startedAt) to \(line.endedAt ?? "now"): \(told).",
      [
        "session": .string(line.id.text), "stream": .string(line.stream.text), "started_at": .string(line.startedAt),
        "ended_at": line.endedAt.map { .string($0) } ?? .null, "alerts": .integer(Int64(alerts.count)),
        "by_condition": counts { $0.condition.text }, "by_tier": counts { $0.tier.rawValue },
        "by_state": counts { $0.state.rawValue }, "unacknowledged": .integer(Int64(open)),
        "newest_alerts": .array(alerts.prefix(20).map { McpViews.summary($0, names) }), "threshold_changes": .array(changes),
      ])
  }

  private func counts(_ key: (AlertRecord) -> String) -> JSONValue {
    .object(Dictionary(grouping: alerts, by: key).mapValues { .integer(Int64($0.count)) })
  }
}
