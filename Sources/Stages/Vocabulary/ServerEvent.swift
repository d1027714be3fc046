/// What goes to every screen.
public enum ServerEvent: Sendable {
  case assessment(Assessment)
  /// An alert when it is raised, once; `sequence` is its journal entry's.
  case alert(AlertRecord, sequence: Int64)
  /// A later change of one, with the entry that tells it.
  case alertChanged(AlertRecord, sequence: Int64)
  /// Why an alert was raised, with sources; with its journal entry's sequence, or `nil` for wordings that are still coming and for what
  /// is not journalled.
  case explanation(Explanation, sequence: Int64?)
  case stream(StreamState)
  case health(Health)
  /// Something is being said, or was: the newest of its stream counts.
  case speech(SpeechRecord)
  /// The voice of a stream stands otherwise than before.
  case voice(VoiceState)
  /// The overlays for broadcasts were hidden, or shown again.
  case overlay(OverlayState)
  /// Somebody judged an alert or a quiet stretch.
  case verdict(VerdictNotice)
  /// A sink was given up on with some messages, or they were sent again.
  case sink(SinkNotice)
}
