public import Vocabulary

/// A call as the journal tells it, for people. No number and no address.
public struct CallRecord: Sendable, Hashable, Encodable {
  /// How it stands.
  public enum State: String, Sendable, Hashable, Encodable, CaseIterable {
    case underWay = "under-way"
    /// It is over, and the service's report is waited for.
    case reporting
    case ended
    /// The service took none on.
    case notPlaced = "not-placed"
    /// The server ended before it knew the call's end.
    case lost
  }

  /// Something that was said in it.
  public struct Line: Sendable, Hashable, Encodable {
    /// RFC 3339.
    public let at: String
    /// `server`, and where transcripts are kept `user` and `assistant`.
    public let speaker: String
    public let text: String

    /// - Parameters:
    ///   - at: when.
    ///   - speaker: who.
    ///   - text: word for word.
    public init(at: String, speaker: String, text: String) {
      self.at = at
      self.speaker = speaker
      self.text = text
    }
  }

  /// The journal's number of the entry that begins it.
  public let sequence: Int64
  /// The service's name of it; `nil` where there was none.
  public var id: String?
  /// `phone` or `web`.
  public var kind: String
  public var state: State
  /// Who asked for it; `nil` = the rules did.
  public var by: String?
  /// RFC 3339.
  public var placedAt: String?
  public var endedAt: String?
  /// Those for which it was placed, oldest first.
  public var alerts: [AlertIdentifier]
  /// Why it ended, as far as the server knows.
  public var reason: String?
  /// From the answer to the end by this server's clock; `nil` where nobody answered.
  public var lastedMilliseconds: Int64?
  /// What the service says of the same, and what it charged, in US dollars.
  public var serviceSeconds: Double?
  public var costDollars: Double?
  public var lines: [Line] = []

  /// A call of which nothing more is known yet.
  ///
  /// - Parameters:
  ///   - sequence: the journal's number of its first entry.
  ///   - id: the service's name of it.
  ///   - kind: `phone` or `web`.
  ///   - state: how it stands.
  ///   - alerts: those for which it was placed.
  public init(sequence: Int64, id: String?, kind: String, state: State, alerts: [AlertIdentifier]) {
    self.sequence = sequence
    self.id = id
    self.kind = kind
    self.state = state
    self.alerts = alerts
  }

  private enum CodingKeys: String, CodingKey {
    case sequence, id, kind, state, by, alerts, reason, lines
    case placedAt = "placed_at"
    case endedAt = "ended_at"
    case lastedMilliseconds = "lasted_ms"
    case serviceSeconds = "service_seconds"
    case costDollars = "cost_usd"
  }

  // Written by hand: what is absent must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sequence, forKey: .sequence)
    try container.encode(id, forKey: .id)
    try container.encode(kind, forKey: .kind)
    try container.encode(state, forKey: .state)
    try container.encode(by, forKey: .by)
    try container.encode(placedAt, forKey: .placedAt)
    try container.encode(endedAt, forKey: .endedAt)
    try container.encode(alerts.map(\.text), forKey: .alerts)
    try container.encode(reason, forKey: .reason)
    try container.encode(lastedMilliseconds, forKey: .lastedMilliseconds)
    try container.encode(serviceSeconds, forKey: .serviceSeconds)
    try container.encode(costDollars, forKey: .costDollars)
    try container.encode(lines, forKey: .lines)
  }
}
