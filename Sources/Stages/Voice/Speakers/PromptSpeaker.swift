internal import Espeak

/// espeak-ng in this very process: no model, no file of ours and no start of a program stand before its first sample, so that a server
/// that has just started warns at once.
///
/// It is let go when the phrases are said. Better voices are rendered in a process of their own (``ClipRenderer``).
public struct PromptSpeaker: Sendable {
  /// What speaks.
  public static let voice = "espeak-ng en-us"

  /// A speaker; the library is opened when it speaks.
  public init() {}

  /// Speaks phrases, in order; blocks for some milliseconds for each.
  ///
  /// - Parameters:
  ///   - phrases: what is to be said.
  ///   - take: called with each clip as soon as it is there.
  /// - Throws: ``VoiceError/espeak(_:)``; clips that were made before are taken all the same.
  public func speak(_ phrases: [SpokenPhrase], take: (SpokenPhrase, SpeechClip) -> Void) throws(VoiceError) {
    do throws(EspeakError) {
      let engine = try EspeakEngine(voice: "en-us")
      for phrase in phrases {
        take(phrase, SpeechClip(samples: try engine.synthesise(phrase.text), sampleRate: engine.sampleRate))
      }
    } catch { throw .espeak("\(error)") }
  }
}
