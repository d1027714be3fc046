import Vocabulary

/// What the entries of a session make of it: a pure function, so that the table can be made anew from the chain at any time.
enum SessionProjection {
  /// The kinds that change a session.
  static let kinds: Set<JournalEntryKind> = [.sessionStarted, .sessionEnded, .consentChanged, .sessionEdited, .purged]

  /// The session after `entry`; `nil` as long as it has not started.
  static func apply(_ entry: JournalEntry, to record: SessionRecord?) throws(JournalError) -> SessionRecord? {
    guard let session = entry.session else { return record }
    if entry.kind == .sessionStarted { return try started(entry, session) }
    guard var record else { return nil }
    record.revision = entry.sequence
    switch entry.kind {
    case .sessionEnded:
      record.endedAt = entry.at
      record.end = entry.data
    case .consentChanged: record.consent = try consent(entry.data["consent"], of: entry)
    case .sessionEdited:
      record.subject = entry.data["subject"]?.text
      record.notes = entry.data["notes"]?.text
    default: break
    }
    return record
  }

  private static func started(_ entry: JournalEntry, _ session: SessionIdentifier) throws(JournalError) -> SessionRecord {
    guard let stream = entry.data["stream"]?.text.flatMap({ StreamIdentifier($0) }) else {
      throw .damagedEntry(sequence: entry.sequence)
    }
    // Older entries say nothing of consent.
    let consent = entry.data["consent"] == nil ? Consent.standard : try consent(entry.data["consent"], of: entry)
    return SessionRecord(
      id: session, stream: stream, startedAt: entry.at, demo: entry.data["demo"] == .bool(true),
      source: entry.data["source"]?.text, subject: entry.data["subject"]?.text, consent: consent, start: entry.data,
      sequence: entry.sequence)
  }

  private static func consent(_ value: JSONValue?, of entry: JournalEntry) throws(JournalError) -> Consent {
    guard let consent = try? value?.record(Consent.self) else { throw .damagedEntry(sequence: entry.sequence) }
    return consent
  }
}
