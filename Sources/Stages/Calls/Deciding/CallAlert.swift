public import Vocabulary

/// What the call machine knows of an alert.
public struct CallAlert: Sendable, Hashable {
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
}
