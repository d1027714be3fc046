import Cryptography
import SQLite
import Vocabulary

extension Ledger {
  /// What stands in place of the content of an entry whose key is destroyed.
  static let purgedData = JSONValue.object(["purged": .bool(true)])

  func entries(after sequence: Int64, limit: Int) throws -> [JournalEntry] {
    try entries.links(after: sequence, limit: max(1, limit)).map(entry(of:))
  }

  func entries(of alert: AlertIdentifier) throws -> [JournalEntry] { try entries.links(alert: alert).map(entry(of:)) }

  /// The newest entries of `kind`, one for each stream and condition.
  func newest(_ kind: JournalEntryKind, stream: StreamIdentifier?) throws -> [JournalEntry] {
    try latest.sequences(kind, stream: stream).compactMap { try entries.link($0) }.map(entry(of:))
  }

  func alerts(_ filter: AlertFilter, at wallMilliseconds: Int64) throws -> AlertPage {
    let limit = max(1, filter.limit)
    let found = try alerts.records(filter, at: wallMilliseconds)
    let page = found.prefix(limit).map { Self.standing($0, at: wallMilliseconds) }
    return AlertPage(alerts: page, next: found.count > limit ? page.last?.sequence : nil)
  }

  func alert(_ id: AlertIdentifier, at wallMilliseconds: Int64) throws -> AlertRecord? {
    try alerts.record(id).map { Self.standing($0, at: wallMilliseconds) }
  }

  /// Whether the link's content can still be opened.
  func isReadable(_ link: ChainLink) throws -> Bool {
    if case .destroyed? = try keys.key(of: link.header.keyName) { false } else { true }
  }

  func entry(of link: ChainLink) throws -> JournalEntry {
    switch try keys.key(of: link.header.keyName) {
    case .destroyed?: return try link.entry(data: Self.purgedData)
    case nil: throw JournalError.damagedEntry(sequence: link.header.sequence)
    case .present(let key)?:
      do {
        return try link.entry(data: try JSONValue(parsing: try link.plaintext(key: key)))
      } catch {
        throw JournalError.damagedEntry(sequence: link.header.sequence)
      }
    }
  }

  private static func standing(_ record: AlertRecord, at wallMilliseconds: Int64) -> AlertRecord {
    var record = record
    record.state = AlertProjection.state(of: record, at: wallMilliseconds)
    return record
  }
}
