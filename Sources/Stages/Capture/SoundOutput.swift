import GStreamer
import Synchronization
import Vocabulary

/// The machine's own speakers, through whatever sound system it has (`autoaudiosink`).
public enum SoundOutput {
  private final class Ending: Sendable {
    private enum State { case open, waiting(CheckedContinuation<Bool, Never>), ended(Bool) }
    private let state = Mutex(State.open)

    func end(_ isWhole: Bool) {
      let waiting: CheckedContinuation<Bool, Never>? = state.withLock { state in
        guard case .waiting(let continuation) = state else {
          if case .open = state { state = .ended(isWhole) }
          return nil
        }
        state = .ended(isWhole)
        return continuation
      }
      waiting?.resume(returning: isWhole)
    }

    func wait() async -> Bool {
      await withCheckedContinuation { continuation in
        let known: Bool? = state.withLock { state in
          if case .ended(let isWhole) = state { return isWhole }
          state = .waiting(continuation)
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    }
  }

  /// Plays a sound to its end; cancelling the task stops it.
  ///
  /// - Parameters:
  ///   - pcm: one channel of 16-bit samples, little-endian.
  ///   - sampleRate: samples a second.
  /// - Throws: ``SoundFault/noOutput`` if the machine has no sound output that works.
  public static func play(_ pcm: [UInt8], sampleRate: Int) async throws(SoundFault) {
    let ending = Ending()
    let pipeline: MediaPipeline
    do { pipeline = try await BlockingWork.run { try start(pcm, sampleRate, ending) } } catch { throw .noOutput }
    let isWhole = await withTaskCancellationHandler {
      await ending.wait()
    } onCancel: {
      ending.end(true)
    }
    await BlockingWork.run { pipeline.stop() }
    guard isWhole else { throw .noOutput }
  }

  private static func start(_ pcm: [UInt8], _ rate: Int, _ ending: Ending) throws -> MediaPipeline {
    let pipeline = try MediaPipeline(
      description: "appsrc name=sound format=time ! audioconvert ! audioresample ! autoaudiosink")
    guard let element = pipeline.element(named: "sound") else { throw MediaFailure.missingElement("appsrc") }
    pipeline.onMessage { message in
      switch message {
      case .endOfStream: ending.end(true)
      // Without a sound system the sink warns, and swallows everything.
      case .failed, .warned: ending.end(false)
      }
    }
    let input = MediaInput(sound: element, sampleRate: rate)
    try pipeline.start()
    input.push(pcm, presentation: .zero, isKey: true)
    input.finish()
    return pipeline
  }
}
