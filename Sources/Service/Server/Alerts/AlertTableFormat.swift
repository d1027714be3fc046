import Vocabulary

/// How a list of alerts is written into a file.
enum AlertTableFormat: String, Sendable {
  case csv
  case ndjson

  var contentType: String { self == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson" }

  var heading: String { self == .csv ? Self.columns.joined(separator: ",") + "\r\n" : "" }

  private static let columns = [
    "id", "stream", "session", "condition", "name", "tier", "state", "raised_at", "ended_at", "probability", "acknowledged_by",
    "acknowledged_at", "escalated_to", "escalated_at", "silenced_until", "silence_reason", "codes", "demo", "sequence", "hash",
    "research_use_only",
  ]

  /// One alert, with its line's end.
  func line(_ alert: AlertRecord, name: String) -> String {
    guard self == .csv else { return String(decoding: JSON.bytes(alert.served), as: UTF8.self) + "\n" }
    let codes = alert.codes.map { "\($0.code) \($0.display)" }.joined(separator: "; ")
    let cells: [String] = [
      alert.id.text, alert.stream.text, alert.session.text, alert.condition.text, name, alert.tier.rawValue,
      alert.state.rawValue, alert.raisedAt, alert.endedAt ?? "", alert.probability.map { String($0) } ?? "",
      alert.acknowledged?.by ?? "", alert.acknowledged?.at ?? "", alert.escalated?.to ?? "", alert.escalated?.at ?? "",
      alert.silencedUntil ?? "", alert.silenceReason ?? "", codes, alert.demo ? "true" : "false", String(alert.sequence),
      alert.hash, "true",
    ]
    return cells.map(CSVCell.text).joined(separator: ",") + "\r\n"
  }
}
