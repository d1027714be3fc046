/// A delivery that was given up.
public struct DeadLetter: Sendable, Hashable {
  public let id: String
  /// The alert that it tells of; empty for none.
  public let alert: String
  public let type: String
  public let attempts: Int
  /// When it was queued and when it was given up, in milliseconds since 1970.
  public let queued: Int64
  public let given: Int64
  /// Why.
  public let answer: String
}
