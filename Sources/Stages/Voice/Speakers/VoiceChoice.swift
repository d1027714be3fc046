public import Espeak
public import Foundation

/// Which voice is asked for.
public enum VoiceChoice: String, Sendable, Hashable, CaseIterable {
  /// Piper where its files are, else espeak-ng.
  case auto
  case piper
  case espeak

  /// Opens the voice.
  ///
  /// - Parameters:
  ///   - folder: where a Piper voice's files are.
  ///   - engine: the process's only espeak-ng.
  /// - Returns: the voice, and why it is not Piper's, where that was hoped for.
  /// - Throws: ``VoiceError``.
  public func open(folder: URL, engine: EspeakEngine) throws(VoiceError) -> (speaker: any Speaker, fallback: VoiceError?) {
    switch self {
    case .espeak: return (EspeakSpeaker(engine: engine), nil)
    case .piper: return (try PiperSpeaker(PiperVoiceFiles(folder: folder), espeak: engine), nil)
    case .auto:
      do throws(VoiceError) { return (try PiperSpeaker(PiperVoiceFiles(folder: folder), espeak: engine), nil) } catch {
        return (EspeakSpeaker(engine: engine), error)
      }
    }
  }
}
