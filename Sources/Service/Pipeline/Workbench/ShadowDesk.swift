import Dispatch
import Server
import Synchronization
import Vocabulary

/// Runs candidate packs beside the road, on the vectors that it made anyway. They raise no alert and cost the road nothing but handing
/// a frame over.
///
/// - Threading: ``offer(_:)`` from any thread. The actor has a queue of its own, on which candidates score.
actor ShadowDesk {
  /// Frames that may wait: some seconds of a stream.
  static let bound = 256

  private let time: any TimeSource
  private var runs: [StreamIdentifier: ShadowRun] = [:]
  private nonisolated let watched = Mutex<[StreamIdentifier: Int]>([:])
  private nonisolated let frames: AsyncStream<WitnessedFrame>
  private nonisolated let continuation: AsyncStream<WitnessedFrame>.Continuation
  private nonisolated let lost = Mutex<UInt64>(0)
  private nonisolated let executor = QueueExecutor(name: "shadow", quality: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(time: any TimeSource) {
    self.time = time
    (frames, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// Hands a frame over; returns at once. One of a stream without a candidate is not looked at; one that finds the queue full is
  /// counted with its candidate.
  nonisolated func offer(_ frame: WitnessedFrame) {
    guard watched.withLock({ $0[frame.stream] != nil }) else { return }
    guard case .dropped = continuation.yield(frame) else { return }
    watched.withLock { $0[frame.stream]? += 1 }
    lost.withLock { $0 += 1 }
  }

  /// Frames that candidates could not keep up with.
  nonisolated var lostCount: UInt64 { lost.withLock { $0 } }

  nonisolated func finish() { continuation.finish() }

  /// Scores until ``finish()``.
  func run() async { for await frame in frames { observe(frame) } }

  private func observe(_ frame: WitnessedFrame) {
    // Taken out and put back: a copy of its memory with each frame would cost more than the frame.
    guard var run = runs.removeValue(forKey: frame.stream) else { return }
    run.observe(frame) { work in
      let start = time.now()
      work()
      return time.now().since(start)
    }
    runs[frame.stream] = run
  }

  /// Begins a run; an earlier one of the stream is given up.
  func start(_ run: ShadowRun, on stream: StreamIdentifier) {
    runs[stream] = run
    watched.withLock { $0[stream] = 0 }
  }

  /// Ends a run.
  ///
  /// - Returns: how it did; `nil` if none was on.
  func stop(on stream: StreamIdentifier) -> ShadowState? {
    let last = state(of: stream)
    runs[stream] = nil
    watched.withLock { $0[stream] = nil }
    return last
  }

  /// How a stream's candidate does; `nil` if none runs.
  func state(of stream: StreamIdentifier) -> ShadowState? {
    runs[stream]?.state(dropped: watched.withLock { $0[stream] } ?? 0)
  }

  /// The candidate itself.
  func candidate(on stream: StreamIdentifier) -> Specialty? { runs[stream]?.candidate }
}
