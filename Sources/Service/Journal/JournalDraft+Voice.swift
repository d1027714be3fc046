public import Vocabulary

extension JournalDraft {
  /// Something was said, or cut off.
  ///
  /// - Parameters:
  ///   - speech: as it ended.
  ///   - at: when it ended.
  /// - Returns: an entry of the first alert that it tells.
  public static func spoken(_ speech: SpeechRecord, at: Moment) -> JournalDraft {
    JournalDraft(
      kind: .spoken, at: at, session: speech.session, alert: speech.alerts.first,
      data: .object([
        "stream": .string(speech.stream.text), "alerts": .array(speech.alerts.map { .string($0.text) }),
        "condition": .string(speech.condition.text), "tier": .string(speech.tier.rawValue), "text": .string(speech.text),
        "voice": .string(speech.voice),
        "began_at": .string(speech.at), "duration_ms": .integer(Int64(speech.durationMilliseconds)),
        "latency_ms": speech.latencyMilliseconds.map { .integer(Int64($0)) } ?? .null,
        "repetition": .integer(Int64(speech.repetition)), "outcome": .string(speech.state.rawValue),
        "reason": speech.reason.map { .string($0) } ?? .null,
      ]))
  }

  /// Somebody muted a stream's voice, or took that back. It belongs to the stream, so that it is sealed under the journal's own key.
  ///
  /// - Parameters:
  ///   - stream: whose voice.
  ///   - isMuted: how it stands now.
  ///   - reason: why; `nil` where it was taken back.
  ///   - by: a principal's name.
  ///   - at: when.
  /// - Returns: an entry.
  public static func voiceMuted(_ stream: StreamIdentifier, _ isMuted: Bool, reason: String?, by: String, at: Moment)
    -> JournalDraft
  {
    JournalDraft(
      kind: isMuted ? .voiceMuted : .voiceUnmuted, at: at, session: nil,
      data: .object(["stream": .string(stream.text), "by": .string(by), "reason": reason.map { .string($0) } ?? .null]))
  }
}
