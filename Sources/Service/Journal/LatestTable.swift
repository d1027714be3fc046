import SQLite
import Vocabulary

/// Where the newest entry of a setting is: thresholds and recorded backgrounds, for each stream and condition.
struct LatestTable {
  /// The kinds of which the newest entry counts.
  static let kinds: [JournalEntryKind] = [.thresholdChanged, .backgroundRecorded, .overlayChanged, .packChanged]

  let database: Database
  let master: MasterKey

  /// Notes `entry` as the newest of its kind, stream and condition; does nothing for other kinds.
  func note(_ entry: JournalEntry) throws {
    guard Self.kinds.contains(entry.kind), let stream = entry.data["stream"]?.text else { return }
    let subject = entry.data["condition"]?.text ?? ""
    try database.run(
      """
      INSERT INTO latest(kind, stream, subject, sequence) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET sequence = ?4
      """,
      [
        .text(entry.kind.rawValue), .blob(try master.blind("stream", stream)), .blob(try master.blind("condition", subject)),
        .integer(entry.sequence),
      ])
  }

  /// Sequences of the newest entries of `kind`, oldest first; of one stream or of all.
  func sequences(_ kind: JournalEntryKind, stream: StreamIdentifier?) throws -> [Int64] {
    guard let stream else {
      return try database.rows("SELECT sequence FROM latest WHERE kind = ? ORDER BY sequence", [.text(kind.rawValue)]) {
        $0.integer(0)
      }
    }
    return try database.rows(
      "SELECT sequence FROM latest WHERE kind = ? AND stream = ? ORDER BY sequence",
      [.text(kind.rawValue), .blob(try master.blind("stream", stream.text))]
    ) { $0.integer(0) }
  }

  func removeAll() throws { try database.run("DELETE FROM latest") }
}
