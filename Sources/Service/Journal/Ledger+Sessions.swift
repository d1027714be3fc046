import SQLite
import Vocabulary

extension Ledger {
  func sessions(_ filter: SessionFilter) throws -> SessionPage {
    let limit = max(1, filter.limit)
    let found = try sessions.rows(filter)
    let page = try found.prefix(limit).map(listing)
    return SessionPage(sessions: page, next: found.count > limit ? page.last?.sequence : nil)
  }

  func session(_ id: SessionIdentifier) throws -> SessionListing? { try sessions.row(id).map(listing) }

  private func listing(_ row: SessionRow) throws -> SessionListing {
    SessionListing(
      id: row.id, record: row.record, purge: try row.purged.flatMap { try entries.link($0) }.map(entry(of:)),
      alerts: try alerts.count(session: row.id.text), snapshots: try snapshots.count(session: row.id.text),
      sequence: row.sequence)
  }

  /// Entries of one session, or of one kind, in order; what is purged is left out.
  func entries(session: SessionIdentifier) throws -> [JournalEntry] {
    try entries.links(session: session).filter(isReadable).map(entry(of:))
  }

  func entries(kind: JournalEntryKind) throws -> [JournalEntry] {
    try entries.links(kind: kind).filter(isReadable).map(entry(of:))
  }

  /// Links the entry that tells of the pictures, and stores them, in one transaction.
  func keep(_ snapshot: KeptSnapshot, _ pictures: [[UInt8]], at: Moment) throws -> JournalEntry {
    defer { eraseLog() }
    return try write {
      let digests = try snapshots.insert(pictures, of: snapshot.subject, session: snapshot.session)
      let alert: AlertIdentifier?
      if case .alert(let id) = snapshot.subject { alert = id } else { alert = nil }
      let draft = JournalDraft(
        kind: .snapshotKept, at: at, session: snapshot.session, alert: alert, data: snapshot.data(digests: digests))
      return try link([draft])[0]
    }
  }

  /// Writes what a session allows now; pictures go with the permission to keep them.
  func changeConsent(_ record: SessionRecord, to consent: Consent, by: String, at: Moment) throws -> JournalEntry {
    let mustRemove = record.consent.snapshots && !consent.snapshots
    let entry = try write {
      let removed = mustRemove ? try snapshots.remove(session: record.id.text) : 0
      let draft = try JournalDraft.consentChanged(
        record.id, stream: record.stream, to: consent, from: record.consent, removedSnapshots: removed, by: by, at: at)
      return try link([draft])[0]
    }
    if mustRemove { mustEraseLog = true }
    eraseLog()
    return entry
  }
}
