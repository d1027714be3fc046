import Cryptography
import Voice

/// What is said, as it is handed out.
struct PreparedSpeech: Sendable {
  let text: String
  let clip: SpeechClip
  /// What speaks in it.
  let voice: String
  /// 32 hexadecimal digits of the sound's hash.
  let id: String
  let wave: [UInt8]

  init(text: String, clip: SpeechClip, voice: String) {
    self.text = text
    self.clip = clip
    self.voice = voice
    wave = clip.wave
    id = String(SHA256.digest(of: wave).hexadecimal.prefix(32))
  }
}
