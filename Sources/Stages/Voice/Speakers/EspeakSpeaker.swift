import Dispatch
public import Espeak
import Vocabulary

/// The fallback voice: espeak-ng's own synthesis. Plain, quick, understood.
///
/// - Threading: an actor on a queue of its own, since the library blocks.
public actor EspeakSpeaker: Speaker {
  public nonisolated let name = "espeak-ng en-us"
  private let engine: EspeakEngine
  private nonisolated let executor = QueueExecutor(name: "voice", quality: .utility)
  /// The queue on which the library is called.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// - Parameter engine: the process's only one.
  public init(engine: EspeakEngine) { self.engine = engine }

  /// Speaks one text.
  ///
  /// - Parameter text: at most ``SpeechText/limit`` characters.
  /// - Returns: the sound.
  /// - Throws: ``VoiceError``.
  public func speak(_ text: String) throws(VoiceError) -> SpeechClip {
    _ = try SpeechText(text)
    do { return SpeechClip(samples: try engine.synthesise(text), sampleRate: engine.sampleRate) } catch {
      throw .espeak("\(error)")
    }
  }
}
