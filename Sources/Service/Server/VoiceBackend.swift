public import Vocabulary

/// What the server serves of the voice.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol VoiceBackend: Sendable {
  /// How a stream's voice stands.
  ///
  /// - Parameter stream: one that runs.
  /// - Returns: its state.
  /// - Throws: ``BackendError/unknownStream(_:)``.
  func state(of stream: StreamIdentifier) async throws(BackendError) -> VoiceState

  /// Mutes a stream's voice until somebody takes it back, the stream is forgotten, or the server ends.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - reason: 1 to 200 characters.
  ///   - principal: who wants it.
  /// - Returns: the state after it was journalled.
  /// - Throws: ``BackendError``.
  func mute(_ stream: StreamIdentifier, reason: String, by principal: Principal) async throws(BackendError) -> VoiceState

  /// Takes a mute back.
  ///
  /// - Parameters:
  ///   - stream: one that runs.
  ///   - principal: who wants it.
  /// - Returns: the state after it was journalled.
  /// - Throws: ``BackendError``.
  func unmute(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> VoiceState

  /// The sound of an utterance.
  ///
  /// - Parameter id: the clip that a `speech` event names.
  /// - Returns: a WAV file.
  /// - Throws: ``BackendError/unknownClip``.
  func clip(_ id: String) async throws(BackendError) -> [UInt8]
}
