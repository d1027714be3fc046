import Capture
import Configuration
import Journal
import Server
import Vocabulary

/// Sessions, pictures and review, put together.
extension Installation {
  /// With what sessions begin, by the configuration.
  static func intake(_ settings: Settings) -> SessionIntake {
    let streams = (settings.streams ?? []).map { ($0.id, $0.claims) }
    return SessionIntake(standard: settings.consent, settings: Dictionary(streams) { first, _ in first })
  }

  /// The desk that keeps pictures, telling review of each.
  static func snapshots(_ journal: JournalStore, consents: ConsentBook, review: ReviewDesk) -> SnapshotDesk {
    SnapshotDesk(journal: journal, consents: consents) { await review.note($0) }
  }

  /// The desk of sessions.
  static func sessions(
    _ journal: JournalStore, consents: ConsentBook, review: ReviewDesk, registry: StreamRegistry, media: MediaSessions,
    intake: SessionIntake, time: any TimeSource
  ) -> SessionDesk {
    let hands = SessionDesk.Hands(
      running: {
        let pairs = await registry.runtimes.compactMap { runtime in runtime.session.map { ($0, runtime.id) } }
        return Dictionary(pairs) { first, _ in first }
      },
      end: { stream in
        await media.endPublisher(of: stream)
        try? await registry.remove(stream)
      },
      figures: { await registry.runtime($0)?.sessionFigures })
    return SessionDesk(journal: journal, consents: consents, review: review, time: time, intake: intake, hands: hands)
  }
}

extension InstallationBackend {
  /// Brings desks in step with the journal before anything runs. A journal that cannot be read is told by its state; then sessions of
  /// before allow nothing, since nobody knows what they allowed, and review begins without a past.
  func loadSessions() async {
    do { try await sessionDesk.load() } catch { consents.distrustUnstated() }
    try? await reviewDesk.load()
  }

  /// What review and sessions add to the metrics.
  func sessionMetrics(_ text: inout MetricsText) async {
    let givenUp = await registry.runtimes.reduce(0) { $0 + $1.givenUpPins }
    text.snapshots(snapshotDesk.counts, givenUp: givenUp)
    text.purges(await sessionDesk.purgeCounts)
  }
}
