import Vocabulary

/// A row of the table of sessions.
struct SessionRow {
  let id: SessionIdentifier
  let sequence: Int64
  /// Sequence of the entry that tells of the purge.
  let purged: Int64?
  /// `nil` once it is purged.
  let record: SessionRecord?
}
