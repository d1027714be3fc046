/// What is to be done now.
public enum CallAction: Sendable, Hashable {
  /// Ask the service for a call; tell the machine by `placed` or `notPlaced`.
  case place(CallKind, number: Int)
  /// Say something in the call that is under way; tell the machine by `said`.
  case say(CallWords)
  /// Let the assistant know something; tell the machine by `informed`.
  case inform(CallContext)
  /// End the call; its end comes as a status.
  case hangUp(HangUpReason)
  /// A call is over and all that will be known of it is known: write it down.
  case record(EndedCall)

  /// Why the server ended a call.
  public enum HangUpReason: String, Sendable, Hashable, CaseIterable {
    /// Nobody answered in time.
    case unanswered
    /// It lasted too long.
    case tooLong = "too-long"
    /// Nothing is open any more.
    case settled
    /// Somebody asked for it.
    case asked
    /// The server ends.
    case stopping
  }
}
