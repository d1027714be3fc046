import Configuration
import Detection
import Foundation
import Journal
import Server
import Vectors
import Vocabulary

/// Kept vectors, the time machine and candidate packs.
extension Installation {
  /// What looks on beside the road.
  struct Onlookers: Sendable {
    let store: VectorStore
    let machine: TimeMachine
    let shadows: ShadowDesk
    let packs: PackDesk
    let consents: ConsentBook

    /// What the road tells each frame to.
    var witness: @Sendable (WitnessedFrame) -> Void {
      { [store, shadows, consents] frame in
        shadows.offer(frame)
        let consent = consents.consent(of: frame.session)
        guard consent.record else { return }
        // Drawn skin is nobody's: it is kept for a day and no longer.
        store.offer(KeptItem(frame, retainDays: consent.retainDays ?? (frame.isDemo ? StreamRuntime.drawnDays : nil)))
      }
    }

    /// Runs until the parts are told to finish.
    func run() async {
      await withDiscardingTaskGroup { group in
        group.addTask { await store.run() }
        group.addTask { await shadows.run() }
        group.addTask {
          while (try? await Task.sleep(for: .seconds(60))) != nil {
            await store.tidyAll()
            await machine.tidy()
          }
        }
      }
    }

    func finish() {
      store.finish()
      shadows.finish()
    }
  }

  static func onlookers(
    _ settings: Settings, _ resources: Resources, _ setup: EncoderSetup, journal: JournalStore, consents: ConsentBook,
    time: any TimeSource
  ) -> Onlookers {
    let store = VectorStore(
      folder: settings.data, limit: Int64(settings.keptVectorsMegabytes) * 1_000_000, keys: JournalKeys(journal: journal),
      time: time)
    let shadows = ShadowDesk(time: time)
    return Onlookers(
      store: store, machine: TimeMachine(store: store, time: time), shadows: shadows,
      packs: PackDesk(
        journal: journal, shadows: shadows, library: PackLibrary(resources: resources), shelf: PackShelf(data: settings.data),
        model: setup.base, isRemote: setup.standby != nil, originals: setup.specialties, time: time), consents: consents)
  }
}

extension WorkbenchDesk {
  init(
    _ onlookers: Installation.Onlookers, registry: StreamRegistry, journal: JournalStore, setup: EncoderSetup, settings: Settings,
    time: any TimeSource
  ) {
    self.init(
      registry: registry, journal: journal, store: onlookers.store, machine: onlookers.machine, shadows: onlookers.shadows,
      packs: onlookers.packs, consents: onlookers.consents, encoder: setup.base.encoder.description,
      folder: setup.base.directory, keepsVectors: settings.keptVectorsMegabytes > 0, time: time)
  }
}

extension MetricsText {
  /// What became of the vectors that were to be kept, and of frames for candidates.
  mutating func vectors(_ counts: VectorCounts, lostShadowFrames: UInt64) {
    family("skino_kept_vectors_frames", "counter", "Frames whose vectors were to be kept, by what became of them.")
    for (outcome, count) in [
      ("kept", counts.kept), ("dropped", counts.dropped), ("failed", counts.failed), ("purged", counts.purged),
    ] {
      sample("skino_kept_vectors_frames_total", [("outcome", outcome)], Double(count))
    }
    family("skino_kept_vectors_bytes", "gauge", "Bytes of sealed vectors on the disk.")
    sample("skino_kept_vectors_bytes", [], Double(counts.bytes))
    counter(
      "skino_kept_vectors_deleted_blocks", "Blocks deleted: past their time, beyond the size, purged.", counts.deletedBlocks)
    counter("skino_shadow_frames_dropped", "Frames that a candidate pack could not keep up with.", lostShadowFrames)
  }
}
