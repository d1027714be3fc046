import Journal
import Server
import Synchronization
import Vocabulary

/// Takes audit events from requests at once and stores them a moment later, many in one transaction.
///
/// - Threading: `note` is safe from any thread and never waits.
final class AuditDesk: AuditBackend {
  /// Events that may wait for the disk.
  static let capacity = 8_192
  /// The least between two transactions: each is a sync of the disk, which the journal needs too.
  static let pause: Duration = .milliseconds(200)
  /// In one transaction.
  static let batch = 512

  private struct Waiting {
    var events: [AuditEvent] = []
    var lost: UInt64 = 0
    /// Lost since the last entry that says so.
    var untold = 0
  }

  private let store: AuditStore
  private let time: any TimeSource
  private let waiting = Mutex(Waiting())
  private let turn = DrainTurn()

  init(store: AuditStore, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Events that found no room, since the start.
  var lostCount: UInt64 { waiting.withLock { $0.lost } }

  func note(_ event: AuditEvent) {
    waiting.withLock { waiting in
      guard waiting.events.count < Self.capacity else {
        waiting.lost += 1
        waiting.untold += 1
        return
      }
      waiting.events.append(event)
    }
  }

  func page(_ filter: AuditFilter, before: Int64?, limit: Int) async throws(BackendError) -> Page<AuditRecord> {
    try await drain()
    do throws(JournalError) {
      let (records, next) = try await store.page(filter, before: before, limit: limit)
      return Page(items: records, next: next.map { String($0) })
    } catch { throw BackendError(error) }
  }

  func records(_ filter: AuditFilter, after: Int64, limit: Int) async throws(BackendError) -> [AuditRecord] {
    if after == 0 { try await drain() }
    do throws(JournalError) { return try await store.records(filter, after: after, limit: limit) } catch {
      throw BackendError(error)
    }
  }

  /// Stores what comes until cancelled; what cannot be stored waits.
  func run() async {
    while (try? await Task.sleep(for: Self.pause)) != nil { try? await drain() }
  }

  /// Stores what still waits, and lets go of the file.
  func close() async {
    try? await drain()
    await store.close()
  }

  /// Stores what waits now, in order; one at a time.
  private func drain() async throws(BackendError) {
    do throws(JournalError) { try await turn.take { () throws(JournalError) in try await self.storeAll() } } catch {
      throw BackendError(error)
    }
  }

  private func storeAll() async throws(JournalError) {
    while true {
      let events = waiting.withLock { Array($0.events.prefix(Self.batch)) }
      guard !events.isEmpty else { break }
      try await store.append(events)
      waiting.withLock { $0.events.removeFirst(events.count) }
    }
    let untold = waiting.withLock { $0.untold }
    guard untold > 0 else { return }
    try await store.append([gap(of: untold)])
    waiting.withLock { $0.untold -= untold }
  }

  /// A gap that says of itself that it is one.
  private func gap(of count: Int) -> AuditEvent {
    AuditEvent(
      at: time.now().rfc3339, actor: AuditActor(name: "server", role: nil, proof: "none", address: ""), action: .execute,
      outcome: .failed, kind: "audit", subject: nil, what: "audit/lost", status: 0, after: ["lost": .integer(Int64(count))])
  }
}

/// Lets one after the other store: two would write the same events twice.
private actor DrainTurn {
  private var isTaken = false
  private var queue: [CheckedContinuation<Void, Never>] = []

  func take(_ work: @Sendable () async throws(JournalError) -> Void) async throws(JournalError) {
    if isTaken { await withCheckedContinuation { queue.append($0) } }
    isTaken = true
    defer { if queue.isEmpty { isTaken = false } else { queue.removeFirst().resume() } }
    try await work()
  }
}
