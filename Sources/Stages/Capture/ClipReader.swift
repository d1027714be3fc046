import GStreamer
import Synchronization
import Vocabulary

/// Reads a clip picture by picture, as fast as it is asked and losing none: for work that must see all of it.
///
/// - Threading: ``next()`` by one caller at a time; ``stop()`` after the last.
public final class ClipReader: Sendable {
  private struct Content {
    var problem: SourceProblem?
    var damaged = 0
    var pictures = 0
  }

  private let pipeline: PulledPipeline
  private let outlet: MediaOutlet
  private let pool = PixelPool()
  private let stillLimit: Duration
  private let content: SharedContent

  /// In an object of its own, since the pipeline's callbacks keep it.
  private final class SharedContent: Sendable { let value = Mutex(Content()) }

  private init(_ address: SourceAddress, stillLimit: Duration) throws {
    self.stillLimit = stillLimit
    let pin = try address.pinHost(.system)
    let content = SharedContent()
    let watch = DecoderWatch(tap: EncodedTap()) { content.value.withLock { $0.damaged += 1 } }
    outlet = try MediaOutlet(caps: DecodedFrameSink.caps, bound: 2)
    pipeline = try PulledPipeline(address, pin: pin, end: outlet.element, watch: watch) { signal in
      guard case .problem(let problem) = signal else { return }
      content.value.withLock { $0.problem = $0.problem ?? problem }
    }
    self.content = content
  }

  /// Opens a recording; a live source cannot be read at its reader's pace.
  ///
  /// - Parameters:
  ///   - address: of a file or an HTTP stream.
  ///   - stillLimit: how long it may give nothing before it counts as over.
  public static func open(_ address: SourceAddress, stillLimit: Duration = .seconds(15)) async throws(ClipFault) -> ClipReader {
    do {
      return try await BlockingWork.run {
        let reader = try ClipReader(address, stillLimit: stillLimit)
        // What a refused start means comes as a message.
        do { try reader.pipeline.start() } catch { if reader.problem == nil { throw error } }
        return reader
      }
    } catch let error as SourceAddressError {
      throw ClipFault(SourceProblem(error))
    } catch let failure as MediaFailure {
      throw ClipFault(SourceProblem(failure))
    } catch { throw ClipFault(.closed) }
  }

  /// The next picture; `nil` after the last.
  public func next() async throws(ClipFault) -> ClipPicture? {
    let result = await BlockingWork.run { [self] in pull() }
    return try result.get()
  }

  /// Pictures that could not be decoded so far.
  public var damagedCount: Int { content.value.withLock { $0.damaged } }

  /// Ends it: no thread of it is left then.
  public func stop() async { await BlockingWork.run { [pipeline] in pipeline.stop() } }

  private var problem: SourceProblem? { content.value.withLock { $0.problem } }

  private func pull() -> Result<ClipPicture?, ClipFault> {
    let start = ContinuousClock.now
    while true {
      switch outlet.pull(waitingAtMost: .milliseconds(100)) {
      case .sample(let sample):
        if let picture = read(sample) {
          content.value.withLock { $0.pictures += 1 }
          return .success(picture)
        }
        content.value.withLock { $0.damaged += 1 }
      case .nothingYet:
        if let problem { return .failure(ClipFault(problem)) }
        guard ContinuousClock.now - start > stillLimit else { continue }
        // Nobody paces this: a clip that gives nothing for so long is over without having said so, or cut off.
        return content.value.withLock { $0.pictures } > 0 ? .success(nil) : .failure(ClipFault(.unfinished))
      case .ended: return problem.map { .failure(ClipFault($0)) } ?? .success(nil)
      }
    }
  }

  private func read(_ sample: borrowing MediaSample) -> ClipPicture? {
    guard !sample.isCorrupted, let layout = sample.layout, let pixels = DecodedFrameSink.copy(sample, pool) else { return nil }
    return ClipPicture(
      pixels: pixels, time: sample.runningTime, duration: sample.duration,
      pixelAspect: PixelAspect(width: layout.pixelAspectWidth, height: layout.pixelAspectHeight))
  }
}

extension ClipFault {
  /// The same fault, in words that promise no other attempt.
  fileprivate init(_ problem: SourceProblem) { message = problem.message.promisingNothing }
}
