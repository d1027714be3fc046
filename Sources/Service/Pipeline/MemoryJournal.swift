import Synchronization
import Vocabulary

/// A journal for work that leaves no trace: `analyze` raises alerts, and nothing is stored.
final class MemoryJournal: JournalWriter {
  private struct Content {
    var sequence: Int64 = 0
    var records: [AlertIdentifier: AlertRecord] = [:]

    mutating func note(_ draft: JournalDraft, _ alert: AlertIdentifier) throws {
      switch draft.kind {
      case .alertRaised: records[alert] = try draft.data.record(AlertRecord.self)
      case .alertEnded:
        records[alert]?.state = .ended
        records[alert]?.endedAt = draft.at.rfc3339
      default: break
      }
    }
  }

  struct UnknownAlert: Error {}

  private let content = Mutex(Content())

  func append(_ drafts: [JournalDraft], deliveries: [JournalDelivery]) async throws -> [JournalEntry] {
    try content.withLock { content in
      try drafts.map { draft in
        content.sequence += 1
        if let alert = draft.alert { try content.note(draft, alert) }
        return JournalEntry(
          sequence: content.sequence, kind: draft.kind, at: draft.at.rfc3339, session: draft.session, alert: draft.alert,
          data: draft.data, previousHash: "", hash: "")
      }
    }
  }

  func record(of alert: AlertIdentifier) async throws -> AlertRecord {
    guard let record = content.withLock({ $0.records[alert] }) else { throw UnknownAlert() }
    return record
  }
}
