/// What came to the call machine in vain, and what it dropped on purpose.
public struct CallMachineCounts: Sendable, Hashable {
  /// Statuses that would have gone backwards, or of a call that had ended.
  public internal(set) var late: UInt64 = 0
  /// Messages about calls that are not this server's.
  public internal(set) var strange: UInt64 = 0
  /// Things that an assistant was not told, because too many waited.
  public internal(set) var contextsDropped: UInt64 = 0
  /// Words that did not get through.
  public internal(set) var unsaid: UInt64 = 0

  /// Nothing has happened yet.
  public init() {}
}
