import SQLite
import Vocabulary

extension Ledger {
  /// Queues what sinks must hear of a new entry, in the caller's transaction.
  func handOff(_ entry: JournalEntry) throws {
    guard let composer, let alert = entry.alert, entry.kind != .delivered, var record = try alerts.record(alert) else { return }
    record.state = AlertProjection.state(of: record, at: RFC3339.wallMilliseconds(entry.at) ?? 0)
    let wanted = composer.sinks(hearing: entry, of: record)
    guard !wanted.isEmpty else { return }
    let told = entry.kind == .alertRaised ? Set(wanted) : try outbox.sinks(toldOf: alert.text)
    for sink in wanted where told.contains(sink) {
      if entry.kind == .alertRaised { try outbox.note(alert.text, told: sink, session: record.session.text) }
      let delivery = try composer.delivery(to: sink, telling: entry, of: record) {
        try outbox.openCount(of: sink)
      } judged: {
        try entries.links(alert: alert).contains { $0.header.kind == JournalEntryKind.verdict.rawValue }
      }
      try outbox.insert(delivery, entry: entry)
    }
  }

  /// Notes what came of attempts. What was handed over is told by an entry of its own in the same transaction; of a delivery that is
  /// gone, because its session was purged meanwhile, nothing is noted.
  ///
  /// - Returns: the entries.
  func settle(_ settlements: [DeliverySettlement], at: Moment) throws -> [JournalEntry] {
    try write {
      var drafts: [JournalDraft] = []
      for settlement in settlements {
        guard let row = try outbox.settle(settlement, at: at), settlement.state == .delivered else { continue }
        drafts.append(
          .delivered(
            settlement.id, to: row.sink, type: row.type, attempts: row.attempts, answer: settlement.answer,
            session: SessionIdentifier(row.session), alert: AlertIdentifier(row.alert), at: at))
      }
      return drafts.isEmpty ? [] : try link(drafts)
    }
  }

  /// Notes that a sink is on or off, with an entry that says who did it.
  func switchSink(_ name: String, isOn: Bool, reason: String, by: String, at: Moment) throws {
    try write {
      try outbox.setSwitch(SinkSwitch(name: name, isOn: isOn, reason: reason, at: at.rfc3339))
      _ = try link([.sinkChanged(name, isOn: isOn, reason: reason, by: by, at: at)])
    }
  }

  /// Sends again, with an entry that says who asked for it.
  ///
  /// - Returns: how many deliveries are queued by it.
  func replay(_ selection: DeliverySelection, to sink: String, by: String, at: Moment) throws -> Int {
    try write {
      let count = try outbox.replay(selection, sink: sink)
      if count > 0 { _ = try link([.sinkReplayed(sink, deliveries: count, by: by, at: at)]) }
      return count
    }
  }
}
