public import Vocabulary

/// Something that is being said, or was.
public struct Utterance: Sendable, Hashable {
  /// Counts from 1.
  public let number: Int
  public let stream: StreamIdentifier
  public let session: SessionIdentifier
  public let condition: ConditionIdentifier
  public let tier: AlertTier
  /// The alerts that it tells, oldest first: the same condition of the same stream is told once.
  public let alerts: [AlertIdentifier]
  /// How often that was told before.
  public let repetition: Int
  /// Whether it is the first of its session, which says also what this server is not.
  public let hasNotice: Bool
  /// Whether it calls for a second reader, because nobody acknowledged it in time.
  public var isEscalation = false
}
