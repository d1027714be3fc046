import Vocabulary

/// The one line that the server has.
public enum CallLine: Sendable, Hashable {
  case free
  /// A call was asked for.
  case asking(number: Int, kind: CallKind)
  /// There is a call.
  case open(OpenCall)

  /// A call that the service has taken on.
  public struct OpenCall: Sendable, Hashable {
    public let number: Int
    public let id: CallIdentifier
    public let kind: CallKind
    /// Whether something can be said in it.
    public let isControlled: Bool
    public internal(set) var status: CallStatus
    let alerts: [AlertSubject]
    /// Whether a person of this server asked for it.
    let isAskedFor: Bool
    let since: Duration
    var answered: Duration?
    var said = 0
    var hasNotice = true
    /// Since when nothing has been open.
    var idle: Duration?
    var hungUp: (reason: CallAction.HangUpReason, at: Duration, isTold: Bool)?

    public static func == (left: OpenCall, right: OpenCall) -> Bool {
      left.number == right.number && left.id == right.id && left.status == right.status && left.said == right.said
        && left.hungUp?.reason == right.hungUp?.reason
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(number)
      hasher.combine(id)
    }
  }
}
