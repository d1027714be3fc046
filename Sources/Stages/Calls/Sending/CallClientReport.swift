/// How the call service fares, for health and metrics.
public struct CallClientReport: Sendable, Hashable {
  public internal(set) var answered: UInt64 = 0
  public internal(set) var failed: UInt64 = 0
  /// Sent again after a failure.
  public internal(set) var repeated: UInt64 = 0
  /// Not sent, because the service failed too often.
  public internal(set) var refused: UInt64 = 0
  /// The last failure since the last success.
  public internal(set) var fault: CallError?
  /// Whether the service is left alone for a while.
  public internal(set) var isOpen = false

  /// Nothing has happened yet.
  public init() {}
}
