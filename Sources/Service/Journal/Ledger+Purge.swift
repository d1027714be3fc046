import SQLite
import Vocabulary

extension Ledger {
  /// Destroys the key of `session` and everything that the projections and the outbox know of it. The chain stays whole.
  func purge(_ session: SessionIdentifier, reason: String, by: String, at: Moment) throws -> PurgeReceipt {
    var receipt = try write { try destroy(session, reason: reason, by: by, at: at) }
    mustEraseLog = true
    receipt.isErased = eraseLog()
    return receipt
  }

  private func destroy(_ session: SessionIdentifier, reason: String, by: String, at: Moment) throws -> PurgeReceipt {
    switch try keys.key(of: session.text) {
    case nil: throw JournalError.unknownSession(session)
    case .destroyed?: throw JournalError.sessionPurged(session)
    case .present?: break
    }
    let count = try entries.count(session: session.text)
    try keys.destroy(session.text)
    let alerts = try alerts.remove(session: session.text)
    let deliveries = try outbox.remove(session: session.text)
    let snapshots = try snapshots.remove(session: session.text)
    let data: [String: JSONValue] = [
      "by": .string(by), "reason": .string(reason), "entries": .integer(count), "alerts": .integer(Int64(alerts)),
      "deliveries": .integer(Int64(deliveries)), "snapshots": .integer(Int64(snapshots)),
    ]
    let added = try link([JournalDraft(kind: .purged, at: at, session: session, data: .object(data))])
    try settleLatest()
    return PurgeReceipt(
      entry: added[0], entries: Int(count), alerts: alerts, deliveries: deliveries, snapshots: snapshots,
      isErased: false)
  }

  /// The write-ahead log still holds older pages, the wrapped key among them: it is emptied into the file.
  ///
  /// - Returns: `false` if another program reads from it; what was asked for is tried again with the next entry.
  @discardableResult
  func eraseLog() -> Bool {
    guard mustEraseLog else { return true }
    mustEraseLog = (try? database.checkpoint()) != true
    return !mustEraseLog
  }

  /// A purged entry may have been the newest of its kind: the one before it counts again.
  private func settleLatest() throws {
    try latest.removeAll()
    let links = try LatestTable.kinds.flatMap { try entries.links(kind: $0) }
    for link in links where try isReadable(link) { try latest.note(try entry(of: link)) }
  }
}
