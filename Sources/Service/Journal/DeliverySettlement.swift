/// What came of an attempt to hand a delivery over, as the outbox keeps it.
public struct DeliverySettlement: Sendable, Hashable {
  /// Where the delivery stands now.
  public enum State: Sendable, Hashable {
    /// The sink has it.
    case delivered
    /// It is tried again, not before `at` (milliseconds since 1970).
    case waiting(at: Int64)
    /// Nothing is tried any more unless somebody asks for it.
    case dead
    /// It must not leave any more: it is forgotten.
    case withdrawn
  }

  /// The delivery's.
  public let id: String
  public let state: State
  /// What the sink said, or why there was no answer; no body and no address.
  public let answer: String

  /// - Parameters:
  ///   - id: the delivery's.
  ///   - state: where it stands now.
  ///   - answer: what the sink said, or why there was no answer.
  public init(id: String, state: State, answer: String) {
    self.id = id
    self.state = state
    self.answer = answer
  }
}
