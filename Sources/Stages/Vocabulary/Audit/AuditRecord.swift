/// An audit event where it stands in its chain.
public struct AuditRecord: Sendable, Hashable {
  public let sequence: Int64
  public let event: AuditEvent
  /// 64 hexadecimal digits over everything up to here.
  public let hash: String

  /// - Parameters:
  ///   - sequence: from 1.
  ///   - event: what happened.
  ///   - hash: of the chain up to here.
  public init(sequence: Int64, event: AuditEvent, hash: String) {
    self.sequence = sequence
    self.event = event
    self.hash = hash
  }
}

extension AuditRecord: Encodable {
  private enum CodingKeys: String, CodingKey {
    case sequence, hash, at, actor, action, outcome, kind, subject, what, status, before, after
  }

  /// Every member, `null` where there is none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sequence, forKey: .sequence)
    try container.encode(hash, forKey: .hash)
    try container.encode(event.at, forKey: .at)
    try container.encode(event.actor, forKey: .actor)
    try container.encode(event.action, forKey: .action)
    try container.encode(event.outcome, forKey: .outcome)
    try container.encode(event.kind, forKey: .kind)
    try container.encode(event.subject, forKey: .subject)
    try container.encode(event.what, forKey: .what)
    try container.encode(event.status, forKey: .status)
    try container.encode(event.before, forKey: .before)
    try container.encode(event.after, forKey: .after)
  }
}
