public import Vocabulary

/// Changes of the pack that a stream is judged by, and trials of another one beside it.
extension JournalDraft {
  /// Which pack a stream is judged by from now on. It belongs to the stream and outlives every session.
  ///
  /// - Parameters:
  ///   - stream: whose.
  ///   - action: `promoted`, `rolled-back`, or `unavailable` where what was promoted could not be had at a start.
  ///   - details: names and fingerprints of both packs, the settings in force before, and what was measured.
  ///   - by: who wants it.
  ///   - at: when.
  /// - Returns: the entry.
  public static func packChanged(
    _ stream: StreamIdentifier, _ action: String, details: [String: JSONValue], by: String, at: Moment
  ) -> JournalDraft {
    tried(.packChanged, stream, action, details, by, at)
  }

  /// A candidate pack begins or ends to run beside the one in force. It raises no alert.
  ///
  /// - Parameters:
  ///   - stream: whose.
  ///   - action: `started` or `stopped`.
  ///   - details: the candidate's name and fingerprint, and what was measured.
  ///   - by: who wants it.
  ///   - at: when.
  /// - Returns: the entry.
  public static func shadowChanged(
    _ stream: StreamIdentifier, _ action: String, details: [String: JSONValue], by: String, at: Moment
  ) -> JournalDraft {
    tried(.shadowChanged, stream, action, details, by, at)
  }

  private static func tried(
    _ kind: JournalEntryKind, _ stream: StreamIdentifier, _ action: String, _ details: [String: JSONValue], _ by: String,
    _ at: Moment
  ) -> JournalDraft {
    let facts: [String: JSONValue] = ["stream": .string(stream.text), "action": .string(action), "by": .string(by)]
    return JournalDraft(kind: kind, at: at, session: nil, data: .object(details.merging(facts) { _, fact in fact }))
  }
}
