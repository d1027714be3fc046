public import Vocabulary

extension JournalDraft {
  /// A stream begins a session. `details` may add a subject's pseudonym, consent, the source's kind.
  public static func sessionStarted(
    _ session: SessionIdentifier, stream: StreamIdentifier, demo: Bool, details: [String: JSONValue] = [:], at: Moment
  ) -> JournalDraft {
    let facts: [String: JSONValue] = ["stream": .string(stream.text), "demo": .bool(demo)]
    return JournalDraft(kind: .sessionStarted, at: at, session: session, data: .object(facts.merging(details) { _, new in new }))
  }

  /// A session is over. `details` may add frame counts.
  public static func sessionEnded(
    _ session: SessionIdentifier, stream: StreamIdentifier, details: [String: JSONValue] = [:], at: Moment
  ) -> JournalDraft {
    let facts: [String: JSONValue] = ["stream": .string(stream.text)]
    return JournalDraft(kind: .sessionEnded, at: at, session: session, data: .object(facts.merging(details) { _, new in new }))
  }

  /// A threshold is set. It belongs to the stream and outlives every session, so it is sealed under the journal's own key.
  ///
  /// - Throws: ``JournalError/invalidDraft(index:reason:)`` if a number of the setting is not finite.
  public static func thresholdChanged(
    _ stream: StreamIdentifier, _ condition: ConditionIdentifier, to setting: ThresholdSetting, from previous: ThresholdSetting?,
    by: String, at: Moment
  ) throws(JournalError) -> JournalDraft {
    do {
      let data: [String: JSONValue] = [
        "stream": .string(stream.text), "condition": .string(condition.text), "by": .string(by),
        "setting": try JSONValue(record: setting), "previous": try previous.map { try JSONValue(record: $0) } ?? .null,
      ]
      return JournalDraft(kind: .thresholdChanged, at: at, session: nil, data: .object(data))
    } catch {
      throw .invalidDraft(index: 0, reason: "the threshold cannot be written as JSON")
    }
  }

  /// A stretch of ordinary frames is recorded as the background of a condition. It comes from a session's frames and goes with it.
  public static func backgroundRecorded(
    _ stream: StreamIdentifier, _ condition: ConditionIdentifier, session: SessionIdentifier, details: [String: JSONValue],
    by: String, at: Moment
  ) -> JournalDraft {
    let facts: [String: JSONValue] = [
      "stream": .string(stream.text), "condition": .string(condition.text), "by": .string(by),
    ]
    return JournalDraft(
      kind: .backgroundRecorded, at: at, session: session, data: .object(details.merging(facts) { _, fact in fact }))
  }
}
