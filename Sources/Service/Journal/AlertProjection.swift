import Vocabulary

/// What the entries of an alert make of it: a pure function, so that the table can be made anew from the chain at any time.
enum AlertProjection {
  /// Changes with the rules below: a file projected by other rules is projected anew.
  static let version: Int64 = 1

  /// The kinds that change an alert.
  static let kinds: Set<JournalEntryKind> = [
    .alertRaised, .alertEnded, .alertAcknowledged, .alertAcknowledgementUndone, .alertSilenced, .alertSilenceUndone,
    .alertEscalated,
  ]

  /// The alert after `entry`, without vectors; `nil` as long as it is not raised.
  static func apply(_ entry: JournalEntry, to record: AlertRecord?) throws(JournalError) -> AlertRecord? {
    if entry.kind == .alertRaised { return try raised(entry) }
    guard var record else { return nil }
    switch entry.kind {
    case .alertEnded: record.endedAt = entry.data["ended_at"]?.text ?? entry.at
    case .alertAcknowledged:
      record.acknowledged = .init(by: entry.data["by"]?.text ?? "", at: entry.at)
      // It needs no second reader any more; that it had one stays in the chain.
      record.escalated = nil
    case .alertEscalated: record.escalated = .init(to: entry.data["to"]?.text ?? "", at: entry.at)
    case .alertAcknowledgementUndone: record.acknowledged = nil
    case .alertSilenced:
      record.silencedUntil = entry.data["silenced_until"]?.text
      record.silenceReason = entry.data["reason"]?.text
    case .alertSilenceUndone:
      record.silencedUntil = nil
      record.silenceReason = nil
    default: break
    }
    return record
  }

  /// Where the alert stands at `wallMilliseconds`: a silence ends by itself.
  static func state(of record: AlertRecord, at wallMilliseconds: Int64) -> AlertState {
    if record.acknowledged != nil { return .acknowledged }
    if let end = silenceEnd(of: record), end > wallMilliseconds { return .silenced }
    return record.endedAt == nil ? .active : .ended
  }

  /// When the alert's silence ends, in wall milliseconds.
  static func silenceEnd(of record: AlertRecord) -> Int64? {
    record.silencedUntil.flatMap(RFC3339.wallMilliseconds)
  }

  private static func raised(_ entry: JournalEntry) throws(JournalError) -> AlertRecord {
    do {
      var record = try entry.data.withoutVectors.record(AlertRecord.self)
      record.sequence = entry.sequence
      record.hash = entry.hash
      record.state = .active
      return record
    } catch {
      throw .damagedEntry(sequence: entry.sequence)
    }
  }
}
