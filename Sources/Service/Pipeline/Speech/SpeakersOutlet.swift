import Capture
import Vocabulary
import Voice

/// Speech on this machine's speakers; cut off by cancelling.
struct SpeakersOutlet: VoiceOutlet {
  func play(_ clip: SpeechClip, about stream: StreamIdentifier) async throws {
    try await SoundOutput.play(clip.pcm, sampleRate: clip.sampleRate)
  }

  func hush(_ stream: StreamIdentifier) async {}
}
