public import Vocabulary

/// A session as clients see it.
public struct SessionSummary: Sendable, Hashable, Encodable {
  public let id: SessionIdentifier
  public let standing: SessionStanding
  /// `nil` once it is purged, as everything below but the receipt.
  public let record: SessionRecord?
  /// Alerts that are listed.
  public let alerts: Int
  /// Pictures that are kept for review.
  public let snapshots: Int
  public let receipt: SessionReceipt?

  /// - Parameters:
  ///   - id: its own.
  ///   - standing: how it stands.
  ///   - record: what the journal tells of it.
  ///   - alerts: how many are listed.
  ///   - snapshots: how many are kept.
  ///   - receipt: of its purge.
  public init(
    id: SessionIdentifier, standing: SessionStanding, record: SessionRecord?, alerts: Int, snapshots: Int,
    receipt: SessionReceipt?
  ) {
    self.id = id
    self.standing = standing
    self.record = record
    self.alerts = alerts
    self.snapshots = snapshots
    self.receipt = receipt
  }

  /// What `If-Match` compares.
  public var revision: String { String(record?.revision ?? receipt?.sequence ?? 0) }

  enum CodingKeys: String, CodingKey {
    case id, state, stream, source, demo, subject, consent, notes, alerts, snapshots, receipt
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case purgeDue = "purge_due_at"
    case researchUseOnly = "research_use_only"
  }

  // Written by hand: every member is there, if only as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(standing, forKey: .state)
    try container.encode(record?.stream, forKey: .stream)
    try container.encode(record?.source, forKey: .source)
    try container.encode(record?.demo ?? false, forKey: .demo)
    try container.encode(record?.startedAt, forKey: .startedAt)
    try container.encode(record?.endedAt, forKey: .endedAt)
    try container.encode(record?.subject, forKey: .subject)
    try container.encode(record.map { WithNulls(record: $0.consent, keys: ["retain_days"]) }, forKey: .consent)
    try container.encode(record?.notes, forKey: .notes)
    try container.encode(record?.purgeDue.map { RFC3339.text(wallMilliseconds: $0) }, forKey: .purgeDue)
    try container.encode(alerts, forKey: .alerts)
    try container.encode(snapshots, forKey: .snapshots)
    try container.encode(receipt, forKey: .receipt)
    try container.encode(true, forKey: .researchUseOnly)
  }
}
