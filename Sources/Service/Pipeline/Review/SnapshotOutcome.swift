/// What became of a picture that was to be kept.
enum SnapshotOutcome: String, Sendable, Hashable, CaseIterable {
  case kept
  /// The queue was full.
  case dropped
  /// The session does not allow it any more, or is purged.
  case refused
  /// The journal could not be written, or the picture not encoded.
  case failed
}
