/// Turns a sentence into sound.
public protocol Speaker: Sendable {
  /// What speaks, for reports: `piper en_US-joe-medium`, `espeak-ng en-us`.
  var name: String { get }

  /// Speaks one text.
  ///
  /// - Parameter text: at most ``SpeechText/limit`` characters.
  /// - Returns: the sound.
  /// - Throws: ``VoiceError``.
  func speak(_ text: String) async throws(VoiceError) -> SpeechClip
}
