import Foundation
import Journal
import Server
import Vocabulary

/// The closing report of a session, from the journal alone, so that it says the same later.
struct SessionReport {
  let journal: JournalStore
  let time: any TimeSource

  /// - Parameter live: figures so far, where the session runs.
  func make(_ record: SessionRecord, _ summary: SessionSummary, live: [String: JSONValue]?) async throws -> JSONValue {
    let entries = try await journal.entries(of: record.id)
    let head = try await journal.chainHead()
    return .object([
      "session": try JSONValue(record: summary), "figures": figures(record, live), "alerts": try await alerts(record, entries),
      "thresholds": try await thresholds(record), "consent_history": consents(record, entries),
      "edits": .array(entries.filter { $0.kind == .sessionEdited }.map(Self.told)),
      "versions": record.start["versions"] ?? .null, "verdicts": verdicts(entries),
      "spoken": .integer(Int64(entries.count { $0.kind == .spoken })),
      "entries": .integer(Int64(entries.count)),
      "chain_head": .object(["sequence": .integer(head.sequence), "hash": .string(head.hash)]),
      "printed_at": .string(time.now().rfc3339),
      "statement": "Research use only, not for diagnosis.", "research_use_only": true,
    ])
  }

  /// Final figures stand in the entry of the session's end; a session that runs has them so far; an interrupted one has none.
  private func figures(_ record: SessionRecord, _ live: [String: JSONValue]?) -> JSONValue {
    var members: [String: JSONValue] = [:]
    for name in ["frames", "latency", "gates", "alerts_raised"] { members[name] = record.end?[name] ?? live?[name] ?? .null }
    members["final"] = .bool(record.end?["latency"] != nil)
    if record.end?["latency"] == nil {
      members["missing"] =
        live == nil
        ? "The server stopped before the session ended, so that its figures are lost."
        : "The session runs: these are its figures so far."
    }
    return .object(members)
  }

  private func alerts(_ record: SessionRecord, _ entries: [JournalEntry]) async throws -> JSONValue {
    var items: [JSONValue] = []
    var before: Int64?
    repeat {
      let page = try await journal.alerts(AlertFilter(session: record.id, before: before, limit: 200))
      items += try page.alerts.map { try Self.told($0, entries) }
      before = page.next
    } while before != nil
    return .array(items.reversed())
  }

  /// An alert with what explained it.
  private static func told(_ alert: AlertRecord, _ entries: [JournalEntry]) throws -> JSONValue {
    guard case .object(var members) = try JSONValue(record: alert.withoutVectors) else { return .null }
    let explained = entries.last { $0.kind == .explained && $0.alert == alert.id }
    members["explanation"] = explained?.data["short"] ?? .null
    members["sources"] = explained?.data["sources"] ?? .array([])
    return .object(members)
  }

  /// What was set when it began, and every change until its end.
  private func thresholds(_ record: SessionRecord) async throws -> JSONValue {
    let start = RFC3339.wallMilliseconds(record.startedAt) ?? 0
    let end = record.endedAt.flatMap(RFC3339.wallMilliseconds) ?? Int64.max
    let changes = try await journal.entries(of: .thresholdChanged).filter { entry in
      guard entry.data["stream"]?.text == record.stream.text, let at = RFC3339.wallMilliseconds(entry.at) else { return false }
      return at >= start && at <= end
    }
    return .object(["at_start": record.start["thresholds"] ?? .null, "changes": .array(changes.map(Self.told))])
  }

  private func consents(_ record: SessionRecord, _ entries: [JournalEntry]) -> JSONValue {
    let first = JSONValue.object([
      "at": .string(record.startedAt), "by": .null, "consent": record.start["consent"] ?? .null,
      "subject": record.start["subject"] ?? .null,
    ])
    return .array([first] + entries.filter { $0.kind == .consentChanged }.map(Self.told))
  }

  private func verdicts(_ entries: [JournalEntry]) -> JSONValue {
    .array(entries.filter { $0.kind == .verdict }.map(Self.told))
  }

  private static func told(_ entry: JournalEntry) -> JSONValue {
    guard case .object(var members) = entry.data.withoutVectors else { return .null }
    members["at"] = .string(entry.at)
    members["sequence"] = .integer(entry.sequence)
    return .object(members)
  }
}
