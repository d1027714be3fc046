/// How the sweeper fared.
struct SessionPurgeCounts: Sendable, Hashable {
  var purged: UInt64 = 0
  var failed: UInt64 = 0
}
