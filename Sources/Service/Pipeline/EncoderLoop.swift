import Synchronization
import Vocabulary

/// Pulls frames for the encoder: when it is free it picks the stream whose turn it is, then that stream's newest frame.
///
/// - Threading: an actor on a queue of its own: Framing and scoring run there, so that the cooperative pool stays free.
actor EncoderLoop<Encoder: ImageEncoder> {
  private let road: Road<Encoder>
  private let time: any TimeSource
  private let observe: @Sendable (Journey, [RoadStage: Duration]) -> Void
  private let grids: GridWatch
  private var streams: [StreamRuntime] = []
  private var turn = 0
  /// Streams whose frames may be in the encoder at once, each with one: several for an encoder that takes them together.
  private let width: Int
  private var underWay: Set<StreamIdentifier> = []
  private let bell: AsyncStream<Void>
  private nonisolated let hammer: AsyncStream<Void>.Continuation
  private nonisolated let executor = QueueExecutor(name: "road")

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - road: what a frame goes through.
  ///   - time: for ages and stages.
  ///   - grids: is told of full grids that were finished beside the frames.
  ///   - width: streams whose frames may be in the encoder at once.
  ///   - observe: is told how each frame ended and how long its stages took.
  init(
    road: Road<Encoder>, time: any TimeSource, grids: GridWatch = GridWatch(), width: Int = 1,
    observe: @escaping @Sendable (Journey, [RoadStage: Duration]) -> Void
  ) {
    self.road = road
    self.grids = grids
    self.width = width
    self.time = time
    self.observe = observe
    (bell, hammer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that a frame waits; from any thread.
  nonisolated func ring() { hammer.yield() }

  nonisolated func finish() { hammer.finish() }

  func add(_ stream: StreamRuntime) { streams.append(stream) }

  func remove(_ id: StreamIdentifier) { streams.removeAll { $0.id == id } }

  /// Serves until ``finish()`` or cancellation.
  func run() async {
    guard width == 1 else { return await runAbreast() }
    for await _ in bell {
      while !Task.isCancelled, let (stream, frame) = next() { await serve(stream, frame) }
    }
  }

  /// The same with frames of several streams under way.
  private func runAbreast() async {
    await withDiscardingTaskGroup { group in
      for await _ in bell {
        while !Task.isCancelled, underWay.count < width, let (stream, frame) = next() {
          underWay.insert(stream.id)
          group.addTask { await self.serveAbreast(stream, frame) }
        }
      }
    }
  }

  private func serveAbreast(_ stream: StreamRuntime, _ frame: Frame) async {
    await serve(stream, frame)
    underWay.remove(stream.id)
    ring()
  }

  private func serve(_ stream: StreamRuntime, _ frame: Frame) async {
    let pulled = time.now()
    let journey = await road.travel(frame, stream.framer, stream.detector)
    var stages = journey.stages
    stages[.queue] = pulled.since(frame.capturedAt)
    stream.finish(frame, journey, &stages)
    observe(journey, stages)
    await advanceFullGrid()
  }

  /// A step of a full grid after each frame, and more while no frame waits.
  private func advanceFullGrid() async {
    do {
      repeat {
        switch try await road.advanceFullGrid() {
        case .idle: return
        case .advanced: continue
        case .finished(let grid): return try compare(grid)
        }
      } while !Task.isCancelled && streams.allSatisfy { $0.mailbox.waitingSince == nil }
    } catch { grids.noteFailure() }
  }

  /// Scores the full grid and the quick answer of the same frame alike.
  private func compare(_ grid: FullGridResult) throws {
    guard let stream = streams.first(where: { $0.id == grid.frame.stream }) else { return }
    let fast = try stream.detector.score(grid.frame, grid.fast)
    let full = try stream.detector.score(grid.frame, [grid.full])
    grids.note(stream.compare(fast, full))
  }

  /// The next stream in turn that has a frame.
  private func next() -> (StreamRuntime, Frame)? {
    for offset in streams.indices {
      let index = (turn + offset) % streams.count
      guard !underWay.contains(streams[index].id), let frame = streams[index].mailbox.take() else { continue }
      turn = index + 1
      return (streams[index], frame)
    }
    return nil
  }
}

extension Journey {
  /// The stages that were timed.
  var stages: [RoadStage: Duration] {
    switch self {
    case .analysed(_, let stages), .gated(_, let stages): stages
    case .late, .failed: [:]
    }
  }
}
