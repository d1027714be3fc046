import GStreamer
import Synchronization
public import Vocabulary

/// A stream that the server fetches: a file, an RTSP or RTMP camera, an HTTP stream, a camera of this machine.
///
/// - Threading: ``run()`` is the whole life of it. Events come one at a time and in order, pictures and damages on a streaming
///   thread; the receiver must hand over and return.
public final class PulledSource: Sendable {
  /// The encoded stream, for watching without re-encoding.
  public let tap = EncodedTap()

  private let address: SourceAddress
  private let playback: PulledPlayback
  private let timing: PulledTiming
  private let pool: PixelPool
  private let time: any TimeSource
  private let lookup: HostLookup
  private let onEvent: @Sendable (SourceEvent) -> Void

  /// - Parameters:
  ///   - address: what to fetch, already checked.
  ///   - playback: what a recording does at its end.
  ///   - timing: how long to wait for pictures, and before connecting again.
  ///   - pool: where the memory of pictures comes from.
  ///   - time: says when a picture arrived and how long none has.
  ///   - lookup: what the address's host name means, asked once before each connection.
  ///   - onEvent: receives everything. Pictures are not queued here: a mailbox that keeps the newest belongs behind it.
  public init(
    _ address: SourceAddress, playback: PulledPlayback = .looped, timing: PulledTiming = PulledTiming(),
    pool: PixelPool = PixelPool(), time: any TimeSource = SystemTime(), lookup: HostLookup = .system,
    onEvent: @escaping @Sendable (SourceEvent) -> Void
  ) {
    self.address = address
    self.playback = playback
    self.timing = timing
    self.pool = pool
    self.time = time
    self.lookup = lookup
    self.onEvent = onEvent
  }

  /// Plays until the source ends for good or the task is cancelled; then no thread of it is left.
  ///
  /// The last event is `.state` with `.ended` or `.failed`, unless the task was cancelled.
  public func run() async {
    var progress = SourceProgress(address: address, playback: playback, timing: timing)
    let watch = DecoderWatch(tap: tap) { [onEvent] in onEvent(.damaged) }
    onEvent(.state(.connecting, nil))
    while !Task.isCancelled {
      guard let delay = await connect(&progress, watch) else { break }
      watch.rewound()
      try? await Task.sleep(for: delay)
    }
    tap.finish()
  }

  /// Plays one connection to its end.
  /// - Returns: when to connect again; `nil` if that was all.
  private func connect(_ progress: inout SourceProgress, _ watch: DecoderWatch) async -> Duration? {
    let (signals, inbox) = AsyncStream.makeStream(of: SourceProgress.Signal.self, bufferingPolicy: .bufferingNewest(32))
    let arrivals = Arrivals(since: time.now())
    let pipeline: PulledPipeline
    switch await open(watch, arrivals, inbox) {
    case .success(let opened): pipeline = opened
    case .failure(let refusal): return close(nil, progress.take(.problem(refusal.problem)))
    }
    let step = await withTaskGroup { group in
      group.addTask { [time] in await Self.tick(arrivals, time, inbox) }
      defer { group.cancelAll() }
      return await Self.follow(signals, pipeline, &progress, watch)
    }
    await BlockingWork.run { pipeline.stop() }
    return close(pipeline, step)
  }

  /// Tells the viewers, once nothing more can come from the connection.
  private func close(_ pipeline: PulledPipeline?, _ step: SourceProgress.Step?) -> Duration? {
    switch step {
    case .reopen(let delay, let problem):
      if let problem { onEvent(.state(.lost, problem.message)) }
      return delay
    case .finish(let state, let problem):
      onEvent(.state(state, problem?.message))
      return nil
    case .goOn, .rewind, nil: return nil
    }
  }

  private struct Refusal: Error { let problem: SourceProblem }

  private func open(
    _ watch: DecoderWatch, _ arrivals: Arrivals, _ inbox: AsyncStream<SourceProgress.Signal>.Continuation
  ) async -> Result<PulledPipeline, Refusal> {
    let sink = DecodedFrameSink(pool: pool, time: time) { [onEvent] event in
      if case .picture(_, let capturedAt, _) = event, arrivals.note(capturedAt) {
        onEvent(.state(.live, nil))
        inbox.yield(.firstPicture)
      }
      onEvent(event)
    }
    return await BlockingWork.run { [address, lookup] in
      do {
        let pin = try address.pinHost(lookup)
        let end = try MediaSink(caps: DecodedFrameSink.caps, isPaced: !address.isLive)
        sink.read(end)
        let pipeline = try PulledPipeline(address, pin: pin, end: end.element, watch: watch) { inbox.yield($0) }
        try pipeline.start()
        return .success(pipeline)
      } catch let error as SourceAddressError {
        return .failure(Refusal(problem: SourceProblem(error)))
      } catch let failure as MediaFailure {
        return .failure(Refusal(problem: SourceProblem(failure)))
      } catch {
        return .failure(Refusal(problem: .closed))
      }
    }
  }

  /// Acts on signals until the connection has to be closed; `nil` if the task was cancelled.
  private static func follow(
    _ signals: AsyncStream<SourceProgress.Signal>, _ pipeline: PulledPipeline, _ progress: inout SourceProgress,
    _ watch: DecoderWatch
  ) async -> SourceProgress.Step? {
    var earliestRewind = ContinuousClock.now
    for await signal in signals {
      var step = progress.take(signal)
      if step == .rewind {
        // A clip of one picture without a duration ends at once: it must not spin.
        try? await Task.sleep(until: earliestRewind)
        earliestRewind = ContinuousClock.now + .milliseconds(40)
        watch.rewound()
        let isRewound = await BlockingWork.run { (try? pipeline.rewind()) != nil }
        step = isRewound ? .goOn : progress.take(.rewindRefused)
      }
      if step != .goOn { return step }
    }
    return nil
  }

  private static func tick(
    _ arrivals: Arrivals, _ time: any TimeSource, _ inbox: AsyncStream<SourceProgress.Signal>.Continuation
  ) async {
    while (try? await Task.sleep(for: .milliseconds(500))) != nil {
      inbox.yield(.tick(silentFor: time.now().since(arrivals.latest)))
    }
  }
}
