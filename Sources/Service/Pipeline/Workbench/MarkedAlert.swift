import Journal
import Vocabulary

/// An alert that somebody took seriously: acknowledged it, or confirmed it by a verdict.
struct MarkedAlert: Sendable, Hashable {
  let alert: AlertIdentifier
  let condition: ConditionIdentifier
  let at: String
  let span: Replay.Span
  /// `confirmed` or `acknowledged`.
  let mark: String

  /// - Parameters:
  ///   - alerts: of the stream.
  ///   - verdicts: entries of the kind `verdict`, newest first.
  /// - Returns: those that count. A verdict outweighs an acknowledgement, and the newest verdict an older one: an alert that readers
  ///   found to be something else is no miss.
  static func find(_ alerts: [AlertRecord], verdicts: [JournalEntry]) -> [MarkedAlert] {
    var newest: [AlertIdentifier: String] = [:]
    for entry in verdicts {
      guard let alert = (entry.data["alert"]?.text ?? entry.alert?.text).flatMap({ AlertIdentifier($0) }), newest[alert] == nil,
        let found = entry.data["condition"]?.text, found != "cannot-say"
      else { continue }
      newest[alert] = found
    }
    return alerts.compactMap { alert in
      let isConfirmed = newest[alert.id].map { $0 == alert.condition.text }
      guard isConfirmed ?? (alert.acknowledged != nil), let from = RFC3339.wallMilliseconds(alert.capturedAt) else { return nil }
      let end = alert.endedAt.flatMap { RFC3339.wallMilliseconds($0) }
      return MarkedAlert(
        alert: alert.id, condition: alert.condition, at: alert.capturedAt, span: Replay.Span(from: from, to: end ?? from),
        mark: isConfirmed == true ? "confirmed" : "acknowledged")
    }
  }
}
