/// What goes to every screen.
public enum ServerEvent: Sendable {
  case assessment(Assessment)
  /// An alert when it is raised, once; `sequence` is its journal entry's.
  case alert(AlertRecord, sequence: Int64)
  /// A later change of one, with the entry that tells it.
  case alertChanged(AlertRecord, sequence: Int64)
  case stream(StreamState)
  case health(Health)
  /// Something is being said, or was: the newest of its stream counts.
  case speech(SpeechRecord)
  /// The voice of a stream stands otherwise than before.
  case voice(VoiceState)
}
