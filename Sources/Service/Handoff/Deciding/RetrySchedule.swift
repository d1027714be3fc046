/// When a message is tried again. A value without a clock and without chance of its own.
public struct RetrySchedule: Sendable, Hashable {
  /// Milliseconds before each attempt, the first one included.
  public let pauses: [Int64]

  /// - Parameter pauses: milliseconds before each attempt; at least one.
  public init(_ pauses: [Int64]) { self.pauses = pauses }

  /// How long to wait after an attempt that failed. Never shorter than the schedule or the sink says, and up to a fifth longer, so that
  /// many messages do not come back in step.
  ///
  /// - Parameters:
  ///   - attempt: which it was, from 1.
  ///   - retryAfter: what the sink asked for, in milliseconds.
  ///   - chance: 0 ..< 1.
  /// - Returns: milliseconds; `nil` = it is given up.
  public func pause(after attempt: Int, retryAfter: Int64?, chance: Double) -> Int64? {
    guard attempt < pauses.count else { return nil }
    let jittered = Double(pauses[attempt]) * (1 + 0.2 * chance)
    return max(Int64(jittered), retryAfter ?? 0)
  }
}
