/// Something that the assistant of a call is to know without saying it.
public enum CallContext: Sendable, Hashable {
  /// These alerts are open.
  case open([CallAlert])
  case acknowledged(CallAlert)
  case silenced(CallAlert)
  /// What was seen is gone.
  case ended(CallAlert)
}
