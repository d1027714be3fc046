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
  }

  private let pipeline: PulledPipeline
  private let outlet: MediaOutlet
  private let pool = PixelPool()
  private let content: SharedContent

  /// In an object of its own, since the pipeline's callbacks keep it.
  private final class SharedContent: Sendable { let value = Mutex(Content()) }

  private init(_ address: SourceAddress) throws {
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
  public static func open(_ address: SourceAddress) async throws(ClipFault) -> ClipReader {
    do {
      return try await BlockingWork.run {
        let reader = try ClipReader(address)
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
    while true {
      switch outlet.pull(waitingAtMost: .milliseconds(100)) {
      case .sample(let sample):
        if let picture = read(sample) { return .success(picture) }
        content.value.withLock { $0.damaged += 1 }
      case .nothingYet: if let problem { return .failure(ClipFault(problem)) }
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
  fileprivate init(_ problem: SourceProblem) {
    let text = problem.message.text.replacing(" The server keeps trying.", with: "")
      .replacing("; the server keeps trying.", with: ".").replacing(" The server keeps trying to connect.", with: "")
    message = UserMessage(code: problem.message.code, text: text)
  }
}
