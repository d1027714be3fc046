public import Vocabulary

/// Something that the assistant of a call is to know without saying it.
public enum CallContext: Sendable, Hashable {
  /// These alerts are open.
  case open([AlertSubject])
  case acknowledged(AlertSubject)
  case silenced(AlertSubject)
  /// What was seen is gone.
  case ended(AlertSubject)
}
