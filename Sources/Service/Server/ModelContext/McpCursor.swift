import Vocabulary

/// How far a stream of notifications has come: all entries up to one, and so many notifications of the entry behind it.
struct McpCursor: Sendable, Hashable {
  /// The last journal entry all of whose notifications were sent.
  var through: Int64
  /// Notifications of the next entry that were sent already.
  var sent = 0

  init(through: Int64, sent: Int = 0) {
    self.through = through
    self.sent = sent
  }

  /// Reads the id of an event, `SEQUENCE-PLACE`.
  init?(id: String) {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let sequence = Int64(parts[0]), let place = Int(parts[1]), sequence > 0,
      (0...15).contains(place)
    else { return nil }
    self.init(through: sequence - 1, sent: place + 1)
  }

  static func id(_ sequence: Int64, _ place: Int) -> String { "\(sequence)-\(place)" }

  /// What an entry still has to tell, each with its event id.
  mutating func notifications(of entry: JournalEntry) -> [(id: String, resource: McpResource)] {
    let skipped = entry.sequence == through + 1 ? sent : 0
    let changed = McpResource.changed(by: entry).enumerated().dropFirst(skipped)
    through = entry.sequence
    sent = 0
    return changed.map { (Self.id(entry.sequence, $0.offset), $0.element) }
  }
}
