/// What an alert is about, as whoever speaks of it needs to know: the voice and calls.
public struct AlertSubject: Sendable, Hashable {
  public let id: AlertIdentifier
  public let stream: StreamIdentifier
  public let session: SessionIdentifier
  public let condition: ConditionIdentifier
  public let tier: AlertTier

  /// - Parameters:
  ///   - id: the alert.
  ///   - stream: where it was raised.
  ///   - session: in which session.
  ///   - condition: what it resembles.
  ///   - tier: how urgent it is.
  public init(
    id: AlertIdentifier, stream: StreamIdentifier, session: SessionIdentifier, condition: ConditionIdentifier, tier: AlertTier
  ) {
    self.id = id
    self.stream = stream
    self.session = session
    self.condition = condition
    self.tier = tier
  }

  /// - Parameter record: the alert as it is stored.
  public init(_ record: AlertRecord) {
    self.init(
      id: record.id, stream: record.stream, session: record.session, condition: record.condition, tier: record.tier)
  }
}
