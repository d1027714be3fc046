import Dispatch
import Journal
import Pictures
import Review
import Synchronization
import Vocabulary

/// Cuts, veils, encodes and stores pictures, off the road.
///
/// - Threading: `submit` from any thread. The actor has a queue of its own, since a picture takes milliseconds of arithmetic.
actor SnapshotDesk {
  /// Jobs that may wait; each holds up to four frames.
  static let bound = 16
  private static let quality = 85

  private let journal: JournalStore
  private let consents: ConsentBook
  private let kept: @Sendable (JournalEntry) async -> Void
  private nonisolated let jobs: AsyncStream<SnapshotJob>
  private nonisolated let continuation: AsyncStream<SnapshotJob>.Continuation
  private nonisolated let ends = Mutex<[SnapshotOutcome: UInt64]>([:])
  private nonisolated let executor = QueueExecutor(name: "snapshots", quality: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - journal: where pictures are kept.
  ///   - consents: asked again before a picture is stored.
  ///   - kept: told of each that was.
  init(journal: JournalStore, consents: ConsentBook, kept: @escaping @Sendable (JournalEntry) async -> Void) {
    self.journal = journal
    self.consents = consents
    self.kept = kept
    (jobs, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// Queues a job; returns at once. A full queue drops it, counted.
  nonisolated func submit(_ job: SnapshotJob) {
    if case .dropped = continuation.yield(job) { note(.dropped) }
  }

  nonisolated var counts: [SnapshotOutcome: UInt64] { ends.withLock { $0 } }

  nonisolated func finish() { continuation.finish() }

  /// Stores until ``finish()``.
  func run() async { for await job in jobs { await store(job) } }

  private func store(_ job: SnapshotJob) async {
    // What was allowed when the frame came may have been taken back since.
    guard consents.consent(of: job.session).snapshots else { return note(.refused) }
    do {
      let pictures = try job.ordered.map { try picture(of: $0, job) }
      let entry = try await journal.keep(job.kept, pictures: pictures)
      note(.kept)
      await kept(entry)
    } catch JournalError.sessionPurged {
      note(.refused)
    } catch {
      note(.failed)
    }
  }

  private func picture(of pin: PinnedFrames.Pin, _ job: SnapshotJob) throws -> [UInt8] {
    let pixels = pin.frame.pixels
    let frame = SnapshotFrame(around: job.region(of: pin), width: pixels.width, height: pixels.height)
    let picture = SnapshotVeil.picture(of: pixels, frame)
    return try RGBPicture(width: picture.width, height: picture.height, bytes: picture.bytes).jpeg(quality: Self.quality)
  }

  private nonisolated func note(_ outcome: SnapshotOutcome) { ends.withLock { $0[outcome, default: 0] += 1 } }
}
