public import Cryptography
public import Vocabulary

/// Remembers which messages were here, for as long as their time would still be believed. A value that reads no clock.
public struct SeenMessages: Sendable {
  /// How many are remembered; beyond it the oldest is forgotten and counted.
  public let limit: Int
  private let memory: Duration
  private var moments: [Digest: Duration] = [:]
  private var order: [(digest: Digest, at: Duration)] = []
  /// Forgotten before their time.
  public private(set) var forgottenCount: UInt64 = 0

  /// - Parameters:
  ///   - tolerance: how far a message's time may be from ours: it can come that much early and be believed that much late.
  ///   - limit: how many are remembered.
  public init(tolerance: Duration, limit: Int = 16_384) {
    memory = tolerance * 2
    self.limit = limit
  }

  /// Takes note of a message.
  ///
  /// - Parameters:
  ///   - message: by what it is known.
  ///   - now: when.
  /// - Returns: whether it is the first.
  public mutating func admit(_ message: Digest, at now: Moment) -> Bool {
    expire(at: now)
    guard moments[message] == nil else { return false }
    if moments.count >= limit, let oldest = order.first {
      order.removeFirst()
      moments[oldest.digest] = nil
      forgottenCount += 1
    }
    moments[message] = now.monotonic
    order.append((message, now.monotonic))
    return true
  }

  /// It could not be dealt with: the same message may come again.
  ///
  /// - Parameter message: by what it is known.
  public mutating func forget(_ message: Digest) {
    moments[message] = nil
    order.removeAll { $0.digest == message }
  }

  private mutating func expire(at now: Moment) {
    let gone = order.prefix { now.monotonic - $0.at > memory }
    for item in gone { moments[item.digest] = nil }
    order.removeFirst(gone.count)
  }
}
