/// One link of the journal's chain, immutable once written.
public struct JournalEntry: Sendable, Hashable, Codable {
  public let sequence: Int64
  public let kind: JournalEntryKind
  /// RFC 3339, UTC, milliseconds.
  public let at: String
  public let session: SessionIdentifier?
  public let alert: AlertIdentifier?
  public let data: JSONValue
  public let previousHash: String
  public let hash: String

  public init(
    sequence: Int64, kind: JournalEntryKind, at: String, session: SessionIdentifier?, alert: AlertIdentifier?, data: JSONValue,
    previousHash: String, hash: String
  ) {
    self.sequence = sequence
    self.kind = kind
    self.at = at
    self.session = session
    self.alert = alert
    self.data = data
    self.previousHash = previousHash
    self.hash = hash
  }

  enum CodingKeys: String, CodingKey {
    case sequence, kind, at, session, alert, data, hash
    case previousHash = "previous_hash"
  }
}

extension JournalEntry {
  /// The same entry without vectors, for everyone but the journal and an administrator's export.
  public var withoutVectors: JournalEntry {
    JournalEntry(
      sequence: sequence, kind: kind, at: at, session: session, alert: alert, data: data.withoutVectors,
      previousHash: previousHash, hash: hash)
  }
}

extension [JournalEntry] {
  /// The same entries for a reader who may still have to judge the alert blind: what others said of it is withheld until that reader's
  /// own answer is among them.
  ///
  /// - Parameter reader: a principal's name.
  /// - Returns: as many entries, in the same order.
  public func blinded(for reader: String) -> [JournalEntry] {
    func isOwn(_ entry: JournalEntry) -> Bool { entry.data["reader"] == .string(reader) }
    guard !contains(where: { $0.kind == .verdict && isOwn($0) }) else { return self }
    return map { entry in
      guard entry.kind == .verdict else { return entry }
      return JournalEntry(
        sequence: entry.sequence, kind: entry.kind, at: entry.at, session: entry.session, alert: entry.alert,
        data: ["withheld": true], previousHash: entry.previousHash, hash: entry.hash)
    }
  }
}
