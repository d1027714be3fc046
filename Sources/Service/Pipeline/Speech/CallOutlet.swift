import Capture
import Vocabulary
import Voice

/// Speech over the publisher's own call.
struct CallOutlet: VoiceOutlet {
  let media: MediaSessions

  func play(_ clip: SpeechClip, about stream: StreamIdentifier) async {
    // A publisher that did not offer to receive sound hears nothing; the page still speaks.
    _ = await media.say(clip.pcm, sampleRate: clip.sampleRate, to: stream)
  }

  func hush(_ stream: StreamIdentifier) async { await media.hush(stream) }
}
