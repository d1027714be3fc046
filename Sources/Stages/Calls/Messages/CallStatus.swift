/// How far a call has come, in the order in which it happens.
///
/// - Source: VAPI's server message `status-update`.
public enum CallStatus: String, Sendable, Hashable, CaseIterable, Comparable {
  case scheduled, queued, ringing
  case inProgress = "in-progress"
  case forwarding, ended

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public static func < (left: CallStatus, right: CallStatus) -> Bool { left.rank < right.rank }
}
