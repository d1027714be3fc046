import Dispatch
import SQLite
public import Vocabulary

/// Who saw or changed what: a chain of sealed entries beside the journal, under the journal's key.
///
/// What ``append(_:)`` took is on the disk when it returns.
/// - Threading: an actor on a thread of its own, where it waits for the disk.
public actor AuditStore {
  private let folder: JournalFolder
  private var ledger: AuditLedger?
  private let executor = QueueExecutor(name: "audit", quality: .utility)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Opens nothing yet: a folder that cannot be written now may be later.
  ///
  /// - Parameter folder: the data folder, in which a journal has been opened.
  public init(folder: String) { self.folder = JournalFolder(path: folder) }

  /// Adds events to the chain, all or none.
  ///
  /// - Parameter events: in the order in which they happened.
  /// - Throws: ``JournalError``.
  public func append(_ events: [AuditEvent]) throws(JournalError) {
    guard !events.isEmpty else { return }
    try perform { try $0.append(events) }
  }

  /// One page, newest first.
  ///
  /// - Parameters:
  ///   - filter: which.
  ///   - before: only those with a lower sequence.
  ///   - limit: at least 1.
  /// - Returns: the records, and what to pass as `before` for the next page; `nil` at the end.
  /// - Throws: ``JournalError``.
  public func page(_ filter: AuditFilter, before: Int64?, limit: Int) throws(JournalError) -> (
    records: [AuditRecord], next: Int64?
  ) {
    try perform { ledger in
      let links = try ledger.links(filter, before: before, after: nil, limit: limit + 1)
      let records = try links.prefix(limit).map { try $0.record(ledger.master) }
      return (records, links.count > limit ? records.last?.sequence : nil)
    }
  }

  /// Up to `limit` records, oldest first, for exports.
  ///
  /// - Parameters:
  ///   - filter: which.
  ///   - after: only those with a higher sequence.
  ///   - limit: at least 1.
  /// - Returns: none at the end.
  /// - Throws: ``JournalError``.
  public func records(_ filter: AuditFilter, after: Int64, limit: Int) throws(JournalError) -> [AuditRecord] {
    try perform { ledger in
      try ledger.links(filter, before: nil, after: after, limit: limit).map { try $0.record(ledger.master) }
    }
  }

  /// Lets go of the file; later calls open it again.
  public func close() {
    _ = try? ledger?.database.checkpoint()
    ledger = nil
  }

  private func perform<Result>(_ body: (AuditLedger) throws -> Result) throws(JournalError) -> Result {
    do {
      let open = try ledger ?? AuditLedger(folder: folder)
      ledger = open
      return try body(open)
    } catch {
      // Opened anew the next time: the file may have been put back, or the disk emptied.
      ledger = nil
      throw JournalError(error, folder: folder.path)
    }
  }
}
