/// A clip that is ready, and whose voice it is.
public struct ShelvedClip: Sendable, Hashable {
  public let clip: SpeechClip
  /// What speaks in it: `piper en_US-joe-medium`, `espeak-ng en-us`, `tone`.
  public let voice: String

  /// - Parameters:
  ///   - clip: the sound.
  ///   - voice: what speaks in it.
  public init(clip: SpeechClip, voice: String) {
    self.clip = clip
    self.voice = voice
  }
}
