public import Vocabulary

/// Something that a sink has not yet confirmed.
public struct PendingDelivery: Sendable, Hashable {
  /// The same in every attempt, so that a receiver can tell a retry: 32 hexadecimal digits.
  public let id: String
  /// The entry that it tells of.
  public let sequence: Int64
  public let delivery: JournalDelivery
}
