/// How a sink stands, as clients see it: no secret, no path of its address.
public struct SinkState: Sendable, Hashable, Encodable {
  public var name: String
  /// `webhook`, `cloudevents`, `fhir` or `mqtt`.
  public var kind: String
  /// Scheme, host and port.
  public var address: String
  /// `ok`, `idle` (nothing was sent yet), `failing`, `paused` (left alone for a while) or `off`.
  public var state: String
  public var isOn: Bool
  /// Why it is off; `nil` while it is on.
  public var reason: String?
  /// `thin` or `full`.
  public var details: String
  public var isSigned: Bool
  public var explains: Bool
  /// The last failure since the last success.
  public var fault: String?
  public var faultAt: String?
  public var deliveredAt: String?
  public var waiting: Int
  public var oldestWaitingAt: String?
  /// When the next message may be tried that waits for its time.
  public var nextAt: String?
  public var dead: Int
  /// Of the last seven days.
  public var delivered: Int
  /// Seconds before each attempt.
  public var retry: [Double]

  /// - Parameters:
  ///   - name: the sink's name.
  ///   - kind: how its messages look.
  ///   - address: scheme, host and port.
  ///   - state: one word for how it stands.
  ///   - isOn: whether anything is sent.
  ///   - details: how much of an alert leaves.
  public init(name: String, kind: String, address: String, state: String, isOn: Bool, details: String) {
    self.name = name
    self.kind = kind
    self.address = address
    self.state = state
    self.isOn = isOn
    self.details = details
    (isSigned, explains, waiting, dead, delivered, retry) = (false, false, 0, 0, 0, [])
  }

  private enum CodingKeys: String, CodingKey {
    case name, kind, address, state, reason, details, fault, waiting, dead, delivered, retry
    case isOn = "on"
    case isSigned = "signed"
    case explains = "explanations"
    case faultAt = "fault_at"
    case deliveredAt = "delivered_at"
    case oldestWaitingAt = "oldest_waiting_at"
    case nextAt = "next_at"
  }

  // Written by hand: what is absent must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    for (key, value) in [
      (CodingKeys.name, name), (.kind, kind), (.address, address), (.state, state), (.details, details),
    ] {
      try container.encode(value, forKey: key)
    }
    for (key, value) in [
      (CodingKeys.reason, reason), (.fault, fault), (.faultAt, faultAt), (.deliveredAt, deliveredAt),
      (.oldestWaitingAt, oldestWaitingAt), (.nextAt, nextAt),
    ] {
      try container.encode(value, forKey: key)
    }
    for (key, value) in [(CodingKeys.isOn, isOn), (.isSigned, isSigned), (.explains, explains)] {
      try container.encode(value, forKey: key)
    }
    for (key, value) in [(CodingKeys.waiting, waiting), (.dead, dead), (.delivered, delivered)] {
      try container.encode(value, forKey: key)
    }
    try container.encode(retry, forKey: .retry)
  }
}
