import GLib

/// The HTTP server's own counters.
@GLibActor final class HTTPCounters {
  private(set) var replies: [Int: Int] = [:]

  nonisolated init() {}

  /// Counts a reply by the hundred of its status; 0 is a request that ended without one.
  func count(status: Int) { replies[status / 100, default: 0] += 1 }
}
