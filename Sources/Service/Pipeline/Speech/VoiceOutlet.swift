import Vocabulary
import Voice

/// Where speech goes: a publisher's call, the speakers.
protocol VoiceOutlet: Sendable {
  /// Speaks; returns when it was said or handed over. Cancelling the task cuts it off; one that was cancelled before must not begin.
  ///
  /// - Parameters:
  ///   - clip: the sound.
  ///   - stream: what it is about.
  func play(_ clip: SpeechClip, about stream: StreamIdentifier) async throws

  /// Cuts off what is being said.
  ///
  /// - Parameter stream: what it is about.
  func hush(_ stream: StreamIdentifier) async
}
