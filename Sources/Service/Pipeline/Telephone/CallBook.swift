import Server
import Vocabulary

/// Puts the journal's entries about calls together to calls. A value that reads nothing.
struct CallBook {
  static let kinds: [JournalEntryKind] = [.callPlaced, .callSaid, .callHeard, .callEnded]
  /// Entries that are read, and calls that are told of; older ones are in the journal.
  static let entryLimit = 1_000
  static let limit = 50

  /// The service's name of the call that is under way.
  let current: String?
  /// Those whose end is not written yet.
  let waiting: Set<String>

  /// - Parameter entries: of ``kinds``, newest first, as the journal gives them.
  /// - Returns: the newest calls, newest first.
  func calls(in entries: [JournalEntry]) -> [CallRecord] {
    var calls: [CallRecord] = []
    // Numbers begin anew with each start of the server: they lead to the newest call that has them.
    var open: [Int64: Int] = [:]
    for entry in entries.sorted(by: { $0.sequence < $1.sequence }) {
      guard let number = whole(entry.data["number"]) else { continue }
      switch entry.kind {
      case .callPlaced:
        open[number] = calls.count
        calls.append(placed(entry))
      case .callSaid, .callHeard:
        guard let index = open[number] else { continue }
        calls[index].lines.append(
          .init(at: entry.at, speaker: entry.data["speaker"]?.text ?? "server", text: entry.data["text"]?.text ?? ""))
      case .callEnded:
        let id = entry.data["call"]?.text
        // One that the service never took on has no entry before this.
        let index = open.removeValue(forKey: number).flatMap { calls[$0].id == id ? $0 : nil }
        if let index { end(&calls[index], entry) } else { calls.append(lone(entry, id)) }
      default: continue
      }
    }
    return Array(calls.reversed().prefix(Self.limit))
  }

  private func placed(_ entry: JournalEntry) -> CallRecord {
    let id = entry.data["call"]?.text
    let state: CallRecord.State = id.map { $0 == current ? .underWay : waiting.contains($0) ? .reporting : .lost } ?? .lost
    var call = CallRecord(sequence: entry.sequence, id: id, kind: kind(entry), state: state, alerts: alerts(entry))
    call.by = entry.data["by"]?.text
    call.placedAt = entry.at
    return call
  }

  private func lone(_ entry: JournalEntry, _ id: String?) -> CallRecord {
    var call = CallRecord(sequence: entry.sequence, id: id, kind: kind(entry), state: .ended, alerts: alerts(entry))
    end(&call, entry)
    if id == nil { call.state = .notPlaced }
    return call
  }

  private func end(_ call: inout CallRecord, _ entry: JournalEntry) {
    call.state = .ended
    call.endedAt = entry.at
    call.reason = entry.data["service_reason"]?.text ?? entry.data["reason"]?.text
    call.lastedMilliseconds = whole(entry.data["lasted_ms"])
    call.serviceSeconds = entry.data["service_seconds"]?.double
    call.costDollars = entry.data["service_cost_usd"]?.double
  }

  private func kind(_ entry: JournalEntry) -> String { entry.data["kind"]?.text ?? "phone" }

  private func whole(_ value: JSONValue?) -> Int64? { if case .integer(let number)? = value { number } else { nil } }

  private func alerts(_ entry: JournalEntry) -> [AlertIdentifier] {
    guard case .array(let items)? = entry.data["alerts"] else { return [] }
    return items.compactMap { $0.text.flatMap(AlertIdentifier.init) }
  }
}
