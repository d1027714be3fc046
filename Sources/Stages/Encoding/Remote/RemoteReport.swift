/// How a remote encoder fares, for health and metrics.
public struct RemoteReport: Sendable, Hashable {
  /// Whether requests reach it.
  public enum Circuit: String, Sendable, Hashable, CaseIterable { case closed, open, trial }

  public internal(set) var circuit = Circuit.closed
  /// The last failure, `nil` once something succeeded after it.
  public internal(set) var fault: RemoteFault?
  /// Requests that were answered, and that failed.
  public internal(set) var answered: UInt64 = 0
  public internal(set) var failed: UInt64 = 0
  /// Requests that were refused here, because the circuit was open or the queue full.
  public internal(set) var refused: UInt64 = 0
  /// Requests that were sent a second time, and how often the second was the faster.
  public internal(set) var hedges: UInt64 = 0
  public internal(set) var hedgesWon: UInt64 = 0
  /// Requests with pictures, and the pictures in them.
  public internal(set) var batches: UInt64 = 0
  public internal(set) var pictures: UInt64 = 0

  init() {}
}
