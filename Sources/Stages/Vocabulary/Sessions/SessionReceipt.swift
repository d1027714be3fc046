/// The receipt of a purge: what was made unreadable, and the entry of the chain that says so. `verify --receipt` checks it.
public struct SessionReceipt: Sendable, Hashable, Codable {
  public let session: SessionIdentifier
  /// RFC 3339.
  public let purgedAt: String
  /// A principal's name.
  public let by: String
  public let reason: String
  /// Entries that nobody can read any more.
  public let entries: Int
  public let alerts: Int
  /// Messages that no sink will get.
  public let deliveries: Int
  /// Pictures for review.
  public let snapshots: Int
  /// Of the chain's entry that tells of the purge.
  public let sequence: Int64
  public let hash: String
  public let previousHash: String
  public var researchUseOnly = true

  /// - Parameter entry: of kind `purged`; `nil` comes of another.
  public init?(_ entry: JournalEntry) {
    guard entry.kind == .purged, let session = entry.session else { return nil }
    func count(_ name: String) -> Int { Int(entry.data[name]?.double ?? 0) }
    self.session = session
    purgedAt = entry.at
    by = entry.data["by"]?.text ?? ""
    reason = entry.data["reason"]?.text ?? ""
    entries = count("entries")
    alerts = count("alerts")
    deliveries = count("deliveries")
    snapshots = count("snapshots")
    sequence = entry.sequence
    hash = entry.hash
    previousHash = entry.previousHash
  }

  enum CodingKeys: String, CodingKey {
    case session, by, reason, entries, alerts, deliveries, snapshots, sequence, hash
    case purgedAt = "purged_at"
    case previousHash = "previous_hash"
    case researchUseOnly = "research_use_only"
  }
}
