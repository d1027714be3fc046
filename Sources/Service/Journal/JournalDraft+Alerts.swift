public import Vocabulary

extension JournalDraft {
  /// An alert is raised; the entry holds its whole record, vectors included.
  ///
  /// - Throws: ``JournalError/invalidDraft(index:reason:)`` if a number of the record is not finite; of a vector, `append` says it.
  public static func alertRaised(_ record: AlertRecord, at: Moment) throws(JournalError) -> JournalDraft {
    do {
      return JournalDraft(
        kind: .alertRaised, at: at, session: record.session, alert: record.id, data: try JSONValue(alert: record))
    } catch {
      throw .invalidDraft(index: 0, reason: "the alert's record cannot be written as JSON")
    }
  }

  /// The condition is gone.
  public static func alertEnded(_ alert: AlertIdentifier, at: Moment) -> JournalDraft {
    JournalDraft(kind: .alertEnded, at: at, session: nil, alert: alert, data: ["ended_at": .string(at.rfc3339)])
  }

  /// Someone has seen it. `by` is a principal's name.
  public static func alertAcknowledged(_ alert: AlertIdentifier, by: String, at: Moment) -> JournalDraft {
    JournalDraft(kind: .alertAcknowledged, at: at, session: nil, alert: alert, data: ["by": .string(by)])
  }

  public static func alertAcknowledgementUndone(_ alert: AlertIdentifier, by: String, at: Moment) -> JournalDraft {
    JournalDraft(kind: .alertAcknowledgementUndone, at: at, session: nil, alert: alert, data: ["by": .string(by)])
  }

  /// Quiet for a while; the silence ends by itself.
  public static func alertSilenced(
    _ alert: AlertIdentifier, reason: String, for duration: Duration, by: String, at: Moment
  ) -> JournalDraft {
    JournalDraft(
      kind: .alertSilenced, at: at, session: nil, alert: alert,
      data: [
        "by": .string(by), "reason": .string(reason), "silenced_until": .string(at.advanced(by: duration).rfc3339),
      ])
  }

  public static func alertSilenceUndone(_ alert: AlertIdentifier, by: String, at: Moment) -> JournalDraft {
    JournalDraft(kind: .alertSilenceUndone, at: at, session: nil, alert: alert, data: ["by": .string(by)])
  }

  fileprivate init(
    kind: JournalEntryKind, at: Moment, session: SessionIdentifier?, alert: AlertIdentifier?, data: [String: JSONValue]
  ) {
    self.init(kind: kind, at: at, session: session, alert: alert, data: .object(data))
  }
}
