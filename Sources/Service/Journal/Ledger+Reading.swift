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
    case .destroyed?: return try entry(of: link, data: Self.purgedData)
    case nil: throw JournalError.damagedEntry(sequence: link.header.sequence)
    case .present(let key)?:
      do {
        return try entry(of: link, data: try JSONValue(parsing: try link.plaintext(key: key)))
      } catch {
        throw JournalError.damagedEntry(sequence: link.header.sequence)
      }
    }
  }

  func entry(of link: ChainLink, data: JSONValue) throws -> JournalEntry {
    let header = link.header
    guard let kind = JournalEntryKind(rawValue: header.kind) else { throw JournalError.damagedEntry(sequence: header.sequence) }
    return JournalEntry(
      sequence: header.sequence, kind: kind, at: header.at, session: SessionIdentifier(header.session),
      alert: AlertIdentifier(header.alert), data: Self.placed(data, kind: kind, link: link),
      previousHash: link.previousHash.hexadecimal, hash: link.hash.hexadecimal)
  }

  /// A raised alert's record learns where it stands in the chain; it could not hold that while it was sealed.
  private static func placed(_ data: JSONValue, kind: JournalEntryKind, link: ChainLink) -> JSONValue {
    guard kind == .alertRaised, case .object(var members) = data, members["id"] != nil else { return data }
    members["sequence"] = .integer(link.header.sequence)
    members["hash"] = .string(link.hash.hexadecimal)
    return .object(members)
  }

  private static func standing(_ record: AlertRecord, at wallMilliseconds: Int64) -> AlertRecord {
    var record = record
    record.state = AlertProjection.state(of: record, at: wallMilliseconds)
    return record
  }
}
