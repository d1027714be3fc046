public import Vocabulary

/// Calls as the journal tells them. No number, no address, and of what people said nothing unless the configuration keeps it.
extension JournalDraft {
  /// The call service took a call on.
  ///
  /// - Parameters:
  ///   - number: counts from 1 since the server started.
  ///   - id: the service's name of it.
  ///   - kind: `phone` or `web`.
  ///   - alerts: those for which it was placed.
  ///   - session: of the first of them.
  ///   - by: who asked for it; `nil` = the rules did.
  ///   - at: when.
  /// - Returns: an entry of the first alert.
  public static func callPlaced(
    _ number: Int, id: String, kind: String, alerts: [AlertIdentifier], session: SessionIdentifier?, by: String?, at: Moment
  ) -> JournalDraft {
    JournalDraft(
      kind: .callPlaced, at: at, session: session, alert: alerts.first,
      data: .object([
        "number": .integer(Int64(number)), "call": .string(id), "kind": .string(kind), "alerts": texts(alerts),
        "by": by.map { .string($0) } ?? .null,
      ]))
  }

  /// The service took words that are to be said.
  ///
  /// - Parameters:
  ///   - number: of the call.
  ///   - text: word for word.
  ///   - alerts: those that it tells.
  ///   - session: of the first of them.
  ///   - at: when.
  /// - Returns: an entry of the first alert.
  public static func callSaid(
    _ number: Int, text: String, alerts: [AlertIdentifier], session: SessionIdentifier?, at: Moment
  ) -> JournalDraft {
    JournalDraft(
      kind: .callSaid, at: at, session: session, alert: alerts.first,
      data: .object(["number": .integer(Int64(number)), "text": .string(text), "alerts": texts(alerts)]))
  }

  /// What somebody said in a call; only where the configuration keeps transcripts.
  ///
  /// - Parameters:
  ///   - number: of the call.
  ///   - speaker: `user` or `assistant`.
  ///   - text: as the service understood it.
  ///   - alert: the first for which the call was placed.
  ///   - session: of that alert, under whose key it is sealed.
  ///   - at: when.
  /// - Returns: an entry of that alert.
  public static func callHeard(
    _ number: Int, speaker: String, text: String, alert: AlertIdentifier?, session: SessionIdentifier?, at: Moment
  ) -> JournalDraft {
    JournalDraft(
      kind: .callHeard, at: at, session: session, alert: alert,
      data: .object(["number": .integer(Int64(number)), "speaker": .string(speaker), "text": .string(text)]))
  }

  /// A call is over, or never came to be.
  ///
  /// - Parameters:
  ///   - number: of the call.
  ///   - facts: reason, durations, cost.
  ///   - alerts: those for which it was placed.
  ///   - session: of the first of them.
  ///   - at: when.
  /// - Returns: an entry of the first alert.
  public static func callEnded(
    _ number: Int, facts: [String: JSONValue], alerts: [AlertIdentifier], session: SessionIdentifier?, at: Moment
  ) -> JournalDraft {
    JournalDraft(
      kind: .callEnded, at: at, session: session, alert: alerts.first,
      data: .object(facts.merging(["number": .integer(Int64(number)), "alerts": texts(alerts)]) { $1 }))
  }

  private static func texts(_ alerts: [AlertIdentifier]) -> JSONValue { .array(alerts.map { .string($0.text) }) }
}
