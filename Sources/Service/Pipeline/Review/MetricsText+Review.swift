import Server

extension MetricsText {
  mutating func snapshots(_ counts: [SnapshotOutcome: UInt64], givenUp: UInt64) {
    family("skino_snapshots", "counter", "Pictures for review, by what became of them.")
    for outcome in SnapshotOutcome.allCases {
      sample("skino_snapshots_total", [("outcome", outcome.rawValue)], Double(counts[outcome] ?? 0))
    }
    counter("skino_snapshot_pins_given_up", "Frames given up for newer ones before an alert could rest on them.", givenUp)
  }

  mutating func purges(_ counts: SessionPurgeCounts) {
    counter("skino_sessions_purged", "Sessions purged because their time was over.", counts.purged)
    counter("skino_session_purge_failures", "Purges that failed; each is tried again.", counts.failed)
  }
}
