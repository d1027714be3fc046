import Vocabulary

/// What an entry says in the clear: authenticated together with its content, and hashed into the chain.
struct EntryHeader: Sendable, Hashable {
  let sequence: Int64
  let kind: String
  /// RFC 3339.
  let at: String
  /// Empty if none.
  let session: String
  /// Empty if none.
  let alert: String

  /// One field a line. None can hold a line feed, and the first line names the format, so that no two headers give the same bytes.
  var bytes: [UInt8] { Array("skino-journal-1\n\(sequence)\n\(kind)\n\(at)\n\(session)\n\(alert)\n".utf8) }

  /// Whose key seals the content. A purge's own record must stay readable, so it belongs to the journal.
  var keyName: String { kind == JournalEntryKind.purged.rawValue ? KeyRing.journal : session }
}
