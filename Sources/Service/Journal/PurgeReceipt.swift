public import Vocabulary

/// What a purge made unreadable.
public struct PurgeReceipt: Sendable, Hashable {
  /// The chain's record of it.
  public let entry: JournalEntry
  /// Entries whose content nobody can read any more.
  public let entries: Int
  /// Alerts that left the lists.
  public let alerts: Int
  /// Deliveries that no sink will get.
  public let deliveries: Int
  /// Pictures for review that are gone.
  public let snapshots: Int
  /// Whether the old pages, the session's key among them, are gone from the file as well. If another program was reading the journal
  /// they are not yet; the next entry tries again.
  public internal(set) var isErased: Bool
}
