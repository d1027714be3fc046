/// A message that a sink was given up on, as clients see it.
public struct SinkDeadLetter: Sendable, Hashable, Encodable {
  /// The message's `webhook-id`, the same if it is sent again.
  public let id: String
  /// The alert that it tells of.
  public let alert: String
  public let type: String
  public let attempts: Int
  public let queuedAt: String
  public let givenUpAt: String
  /// What the sink said last, or why there was no answer.
  public let answer: String

  /// - Parameters:
  ///   - id: the message's.
  ///   - alert: that it tells of.
  ///   - type: the message's type.
  ///   - attempts: how often it was tried.
  ///   - queuedAt: when it was queued.
  ///   - givenUpAt: when it was given up.
  ///   - answer: what the sink said last.
  public init(id: String, alert: String, type: String, attempts: Int, queuedAt: String, givenUpAt: String, answer: String) {
    self.id = id
    self.alert = alert
    self.type = type
    self.attempts = attempts
    self.queuedAt = queuedAt
    self.givenUpAt = givenUpAt
    self.answer = answer
  }

  private enum CodingKeys: String, CodingKey {
    case id, alert, type, attempts, answer
    case queuedAt = "queued_at"
    case givenUpAt = "given_up_at"
  }
}
