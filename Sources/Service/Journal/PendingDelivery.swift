public import Vocabulary

/// Something that a sink has not yet confirmed.
public struct PendingDelivery: Sendable, Hashable {
  /// The same in every attempt, so that a receiver can tell a retry: 32 hexadecimal digits.
  public let id: String
  /// The entry that it tells of.
  public let sequence: Int64
  public let delivery: JournalDelivery
  /// The session whose key it is sealed under; `nil` for none.
  public var session: SessionIdentifier?
  /// How often it was tried.
  public var attempts = 0

  /// - Parameters:
  ///   - id: its name, the same in every attempt.
  ///   - sequence: the entry that it tells of.
  ///   - delivery: sink, type and body.
  ///   - session: whose key it is sealed under.
  ///   - attempts: how often it was tried.
  public init(id: String, sequence: Int64, delivery: JournalDelivery, session: SessionIdentifier? = nil, attempts: Int = 0) {
    self.id = id
    self.sequence = sequence
    self.delivery = delivery
    self.session = session
    self.attempts = attempts
  }
}
