public import Vocabulary

extension JournalDraft {
  /// Somebody stated anew what a session allows.
  ///
  /// - Parameters:
  ///   - session: which.
  ///   - stream: whose.
  ///   - consent: what holds now.
  ///   - previous: what held before.
  ///   - removedSnapshots: pictures that went with it.
  ///   - by: a principal's name.
  ///   - at: when.
  /// - Returns: an entry.
  /// - Throws: what the coding of a consent throws.
  public static func consentChanged(
    _ session: SessionIdentifier, stream: StreamIdentifier, to consent: Consent, from previous: Consent, removedSnapshots: Int,
    by: String, at: Moment
  ) throws -> JournalDraft {
    JournalDraft(
      kind: .consentChanged, at: at, session: session,
      data: .object([
        "stream": .string(stream.text), "by": .string(by), "consent": try JSONValue(record: consent),
        "previous": try JSONValue(record: previous), "removed_snapshots": .integer(Int64(removedSnapshots)),
      ]))
  }

  /// Somebody wrote another subject or other notes.
  ///
  /// - Parameters:
  ///   - session: which.
  ///   - subject: the pseudonym as it stands now; `nil` for none.
  ///   - notes: as they stand now; `nil` for none.
  ///   - by: a principal's name.
  ///   - at: when.
  /// - Returns: an entry.
  public static func sessionEdited(_ session: SessionIdentifier, subject: String?, notes: String?, by: String, at: Moment)
    -> JournalDraft
  {
    JournalDraft(
      kind: .sessionEdited, at: at, session: session,
      data: .object([
        "by": .string(by), "subject": subject.map { .string($0) } ?? .null, "notes": notes.map { .string($0) } ?? .null,
      ]))
  }

  /// A reader judged an alert or a quiet stretch.
  ///
  /// - Parameters:
  ///   - verdict: what was said.
  ///   - at: when.
  /// - Returns: an entry of the session, and of the alert where it is one.
  public static func verdict(_ verdict: ReviewVerdict, at: Moment) -> JournalDraft {
    let alert: AlertIdentifier?
    if case .alert(let id) = verdict.subject { alert = id } else { alert = nil }
    return JournalDraft(kind: .verdict, at: at, session: verdict.session, alert: alert, data: verdict.data)
  }
}
