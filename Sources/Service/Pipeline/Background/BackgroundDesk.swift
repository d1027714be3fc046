import Detection
import Dispatch
import Journal
import Synchronization
import Vocabulary

/// Freezes recorded stretches and writes them into the journal; only then they are in force.
///
/// - Threading: `submit` and `note` from any thread. The actor has a queue of its own, since playing twenty minutes to the alert
///   machines takes up to seconds.
actor BackgroundDesk {
  /// Takes that may wait: one for each stream that the server runs.
  static let bound = StreamRegistry.limit

  private let journal: any JournalWriter
  private let time: any TimeSource
  private nonisolated let jobs: AsyncStream<(BackgroundTake, StreamRuntime)>
  private nonisolated let continuation: AsyncStream<(BackgroundTake, StreamRuntime)>.Continuation
  private nonisolated let ends = Mutex<[BackgroundOutcome: UInt64]>([:])
  private nonisolated let executor = QueueExecutor(name: "background", quality: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(journal: any JournalWriter, time: any TimeSource) {
    self.journal = journal
    self.time = time
    (jobs, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// Queues a take; a full queue fails it, visibly.
  nonisolated func submit(_ take: BackgroundTake, of runtime: StreamRuntime) {
    if case .dropped = continuation.yield((take, runtime)) { fail(runtime) }
  }

  /// Counts how a recording ended.
  nonisolated func note(_ outcome: BackgroundOutcome) { ends.withLock { $0[outcome, default: 0] += 1 } }

  nonisolated var counts: [BackgroundOutcome: UInt64] { ends.withLock { $0 } }

  nonisolated func finish() { continuation.finish() }

  /// Stores until ``finish()``.
  func run() async {
    for await (take, runtime) in jobs { await store(take, runtime) }
  }

  private func store(_ take: BackgroundTake, _ runtime: StreamRuntime) async {
    do {
      let frozen = try freeze(take, runtime)
      _ = try await journal.append(try drafts(frozen, take, runtime.id), deliveries: [])
      note(.frozen)
      runtime.setBackground(frozen)
    } catch { fail(runtime) }
  }

  private nonisolated func fail(_ runtime: StreamRuntime) {
    note(.failed)
    runtime.failBackground(.notStored)
  }

  private func freeze(_ take: BackgroundTake, _ runtime: StreamRuntime) throws(DetectionError) -> FrozenBackground {
    let quantiles = try take.recorder.freeze(model: take.encoder, pack: runtime.pack.fingerprint)
    let settings = runtime.thresholds.settings
    let ladder = BackgroundLadder(recorder: take.recorder)
    var rates: [ConditionIdentifier: [BackgroundRate]] = [:]
    for (condition, curve) in quantiles.curves {
      rates[condition] = ladder.rates(of: condition, on: curve, settings[condition] ?? ThresholdSetting(enter: 1, exit: 1))
    }
    return FrozenBackground(quantiles: quantiles, rates: rates, by: take.by)
  }

  private func drafts(_ frozen: FrozenBackground, _ take: BackgroundTake, _ stream: StreamIdentifier) throws -> [JournalDraft] {
    let now = time.now()
    return try frozen.quantiles.curves.keys.sorted().compactMap { condition in
      try StoredBackground(frozen, of: condition).map {
        .backgroundRecorded(stream, condition, session: take.session, details: try $0.details(), by: take.by, at: now)
      }
    }
  }
}
