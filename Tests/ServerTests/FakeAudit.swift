import Synchronization
import Vocabulary

@testable import Server

/// An audit in memory.
final class FakeAudit: AuditBackend {
  private let kept = Mutex<[AuditRecord]>([])

  var events: [AuditEvent] { kept.withLock { $0.map(\.event) } }

  func note(_ event: AuditEvent) {
    kept.withLock { $0.append(AuditRecord(sequence: Int64($0.count + 1), event: event, hash: "h")) }
  }

  func page(_ filter: AuditFilter, before: Int64?, limit: Int) -> Page<AuditRecord> {
    let all = kept.withLock { $0 }.reversed().filter { fits($0, filter) && $0.sequence < before ?? .max }
    let page = Array(all.prefix(limit))
    return Page(items: page, next: all.count > limit ? page.last.map { "\($0.sequence)" } : nil)
  }

  func records(_ filter: AuditFilter, after: Int64, limit: Int) -> [AuditRecord] {
    Array(kept.withLock { $0 }.filter { fits($0, filter) && $0.sequence > after }.prefix(limit))
  }

  private func fits(_ record: AuditRecord, _ filter: AuditFilter) -> Bool {
    (filter.actor ?? record.event.actor.name) == record.event.actor.name
      && (filter.action ?? record.event.action) == record.event.action
  }
}
