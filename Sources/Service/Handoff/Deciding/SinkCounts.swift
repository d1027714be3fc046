/// Attempts of a sink by what came of them, since the server started.
public struct SinkCounts: Sendable, Hashable {
  public internal(set) var delivered: UInt64 = 0
  /// To be tried again.
  public internal(set) var failed: UInt64 = 0
  /// Given up.
  public internal(set) var dead: UInt64 = 0
  /// Not sent because the session no longer allows it.
  public internal(set) var withdrawn: UInt64 = 0
  /// Sent because somebody tried the sink.
  public internal(set) var tests: UInt64 = 0

  /// Nothing has happened yet.
  public init() {}
}
