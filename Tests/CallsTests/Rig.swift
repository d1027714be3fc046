import Vocabulary

@testable import Calls

/// A call machine with a clock that a test moves.
struct Rig {
  var machine: CallMachine
  var time = Duration.seconds(1_000)
  var minute = 12 * 60
  static let stream = StreamIdentifier("ward")!
  static let call = CallIdentifier("c1")!

  init(_ change: (inout CallRules) -> Void = { _ in }) {
    var rules = CallRules()
    change(&rules)
    machine = CallMachine(rules)
  }

  var now: DayMoment { DayMoment(Moment(monotonic: time, wallMilliseconds: Int64(time.milliseconds)), minute: minute) }

  static func alert(_ tier: AlertTier = .warning, stream: StreamIdentifier = stream, condition: String = "melanoma")
    -> AlertSubject
  {
    AlertSubject(
      id: AlertIdentifier(), stream: stream, session: SessionIdentifier(), condition: ConditionIdentifier(condition)!, tier: tier)
  }

  mutating func pass(_ seconds: Int) { time += .seconds(seconds) }
  mutating func decide() -> [CallAction] { machine.decide(at: now) }

  @discardableResult
  mutating func raise(_ tier: AlertTier = .warning) -> AlertSubject {
    let alert = Self.alert(tier)
    machine.raise(alert, at: now)
    return alert
  }

  mutating func hear(_ status: CallStatus, of id: CallIdentifier = call, reason: String? = nil) {
    machine.hear(status, of: id, reason: reason, at: now)
  }

  /// Raises a warning and answers the call that is placed for it.
  mutating func answered() -> AlertSubject {
    let alert = raise()
    _ = decide()
    machine.placed(machine.callCount, as: Self.call, isControlled: true, at: now)
    hear(.inProgress)
    return alert
  }

  /// The words that are to be said now, if any; the service takes them.
  mutating func words(_ isTaken: Bool = true) -> CallWords? {
    for action in decide() {
      if case .inform = action { machine.informed() }
      guard case .say(let words) = action else { continue }
      machine.said(words, isTaken, at: now)
      return words
    }
    return nil
  }
}
