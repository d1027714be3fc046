/// What is to be done now.
public enum VoiceAction: Sendable, Hashable {
  case speak(Utterance)
  /// The utterance under way is cut off.
  case stop(Utterance, StopReason)

  /// Why an utterance was cut off.
  public enum StopReason: String, Sendable, Hashable, CaseIterable {
    /// People speak.
    case bargeIn = "barge-in"
    /// A warning takes its place.
    case preempted
    case muted
    /// Somebody acknowledged or silenced it, or the finding of a caution is gone.
    case settled
    /// It did not end in its time.
    case stuck
  }
}
