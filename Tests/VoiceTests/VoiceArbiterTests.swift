import Testing
import Vocabulary
import Voice

/// One voice: what it says first, what it holds back, when it stops.
@Suite struct VoiceArbiterTests {
  private static let session = SessionIdentifier()
  private static let (here, there) = (StreamIdentifier.named("here"), StreamIdentifier.named("there"))

  private static func at(_ seconds: Double, minute: Int = 600) -> DayMoment {
    DayMoment(Moment(monotonic: .seconds(seconds), wallMilliseconds: Int64(seconds * 1000)), minute: minute)
  }
  private static func alert(
    _ tier: AlertTier, _ condition: String = "melanoma", on stream: StreamIdentifier = here
  ) -> AlertSubject {
    AlertSubject(
      id: AlertIdentifier(), stream: stream, session: session, condition: .named(condition), tier: tier)
  }

  private func spoken(_ actions: [VoiceAction]) -> Utterance? {
    actions.compactMap { if case .speak(let utterance) = $0 { utterance } else { nil } }.first
  }
  private func stopped(_ actions: [VoiceAction]) -> VoiceAction.StopReason? {
    actions.compactMap { if case .stop(_, let reason) = $0 { reason } else { nil } }.first
  }

  @Test func `a warning is spoken at once, with the notice once a session`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let (first, second) = (Self.alert(.warning), Self.alert(.warning, "psoriasis"))
    arbiter.raise(first, at: Self.at(0))
    let utterance = spoken(arbiter.decide(at: Self.at(0)))
    #expect(utterance?.alerts == [first.id])
    #expect(utterance?.hasNotice == true)
    arbiter.raise(second, at: Self.at(1))
    #expect(arbiter.decide(at: Self.at(1)).isEmpty, "one voice")
    arbiter.finish(1, at: Self.at(2))
    let next = spoken(arbiter.decide(at: Self.at(2)))
    #expect(next?.alerts == [second.id])
    #expect(next?.hasNotice == false)
  }

  @Test func `a warning for a second reader is said once more as such, and the acknowledged one is not`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let (first, seen) = (Self.alert(.warning), Self.alert(.warning, "psoriasis"))
    arbiter.raise(first, at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.finish(1, at: Self.at(2))
    arbiter.end(first.id)
    #expect(arbiter.decide(at: Self.at(60)).isEmpty)
    arbiter.escalate(first, isPresent: false, at: Self.at(120))
    let call = spoken(arbiter.decide(at: Self.at(120)))
    #expect(call?.alerts == [first.id])
    #expect(call?.isEscalation == true)
    arbiter.finish(call?.number ?? 0, at: Self.at(122))
    #expect(arbiter.decide(at: Self.at(500)).isEmpty, "once")
    arbiter.raise(seen, at: Self.at(500))
    let plain = spoken(arbiter.decide(at: Self.at(500)))
    #expect(plain?.isEscalation == false)
    arbiter.finish(plain?.number ?? 0, at: Self.at(502))
    arbiter.acknowledge(seen.id, true)
    arbiter.escalate(seen, isPresent: true, at: Self.at(503))
    #expect(arbiter.decide(at: Self.at(503)).isEmpty)
  }

  @Test func `a call for a second reader holds in quiet hours, yields to people, and stays silent on a muted stream`() {
    var rules = VoiceRules()
    rules.quietHours = [QuietHours(from: 0, to: 1_440)]
    var arbiter = VoiceArbiter(rules)
    let (heard, muted) = (Self.alert(.warning), Self.alert(.warning, on: Self.there))
    arbiter.mute(Self.there, true)
    arbiter.hear(true, on: Self.here, at: Self.at(0))
    arbiter.escalate(heard, isPresent: true, at: Self.at(0))
    arbiter.escalate(muted, isPresent: true, at: Self.at(0))
    #expect(arbiter.decide(at: Self.at(0)).isEmpty)
    let call = spoken(arbiter.decide(at: Self.at(60)))
    #expect(call?.alerts == [heard.id] && call?.isEscalation == true, "patience has an end")
    arbiter.finish(call?.number ?? 0, at: Self.at(61))
    #expect(arbiter.decide(at: Self.at(500)).isEmpty)
  }

  @Test func `advisories are silent`() {
    var arbiter = VoiceArbiter(VoiceRules())
    arbiter.raise(Self.alert(.advisory), at: Self.at(0))
    #expect(arbiter.decide(at: Self.at(0)).isEmpty)
    #expect(arbiter.decide(at: Self.at(100)).isEmpty)
  }

  @Test func `a caution whose finding is gone meanwhile is never spoken`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let (warning, caution) = (Self.alert(.warning), Self.alert(.caution, "actinic-keratosis"))
    arbiter.raise(warning, at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.raise(caution, at: Self.at(1))
    arbiter.end(caution.id)
    arbiter.acknowledge(warning.id, true)
    arbiter.finish(1, at: Self.at(2))
    #expect(arbiter.decide(at: Self.at(2)).isEmpty)
  }

  @Test func `a caution that ends while it is spoken is cut off`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let caution = Self.alert(.caution)
    arbiter.raise(caution, at: Self.at(0))
    #expect(spoken(arbiter.decide(at: Self.at(0))) != nil)
    arbiter.end(caution.id)
    #expect(stopped(arbiter.decide(at: Self.at(0.5))) == .settled)
  }

  @Test func `a warning takes the place of a caution, which comes back`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let (caution, warning) = (Self.alert(.caution, "actinic-keratosis"), Self.alert(.warning))
    arbiter.raise(caution, at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.raise(warning, at: Self.at(0.4))
    let actions = arbiter.decide(at: Self.at(0.4))
    #expect(stopped(actions) == .preempted)
    #expect(spoken(actions)?.tier == .warning)
    arbiter.finish(2, at: Self.at(3))
    #expect(spoken(arbiter.decide(at: Self.at(3)))?.alerts == [caution.id])
  }

  @Test func `a warning is repeated until somebody acknowledges it`() {
    var arbiter = VoiceArbiter(VoiceRules(repeatAfter: .seconds(20)))
    let warning = Self.alert(.warning)
    arbiter.raise(warning, at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.finish(1, at: Self.at(2))
    #expect(arbiter.decide(at: Self.at(21.9)).isEmpty)
    #expect(spoken(arbiter.decide(at: Self.at(22)))?.repetition == 1)
    arbiter.acknowledge(warning.id, true)
    #expect(stopped(arbiter.decide(at: Self.at(22.5))) == .settled)
    #expect(arbiter.decide(at: Self.at(500)).isEmpty)
    arbiter.acknowledge(warning.id, false)
    #expect(spoken(arbiter.decide(at: Self.at(501)))?.repetition == 1)
  }

  @Test func `a muted stream is silent at once, another one is not`() {
    var arbiter = VoiceArbiter(VoiceRules())
    arbiter.raise(Self.alert(.warning), at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.mute(Self.here, true)
    #expect(stopped(arbiter.decide(at: Self.at(0.2))) == .muted)
    let other = Self.alert(.warning, on: Self.there)
    arbiter.raise(other, at: Self.at(1))
    #expect(spoken(arbiter.decide(at: Self.at(1)))?.alerts == [other.id])
  }

  @Test func `it yields to people, and goes on when they are calm`() {
    var arbiter = VoiceArbiter(VoiceRules(patience: .seconds(6), calm: .milliseconds(800)))
    arbiter.raise(Self.alert(.warning), at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.hear(true, on: Self.here, at: Self.at(0.5))
    #expect(stopped(arbiter.decide(at: Self.at(0.5))) == .bargeIn)
    arbiter.hear(false, on: Self.here, at: Self.at(2))
    #expect(arbiter.decide(at: Self.at(2.7)).isEmpty)
    #expect(spoken(arbiter.decide(at: Self.at(2.9)))?.repetition == 0)
  }

  @Test func `a warning does not wait for people for ever, a caution does`() {
    var arbiter = VoiceArbiter(VoiceRules(patience: .seconds(6)))
    arbiter.hear(true, on: Self.here, at: Self.at(0))
    arbiter.raise(Self.alert(.warning), at: Self.at(1))
    arbiter.raise(Self.alert(.caution, "actinic-keratosis"), at: Self.at(1))
    #expect(arbiter.decide(at: Self.at(6.9)).isEmpty)
    #expect(spoken(arbiter.decide(at: Self.at(7)))?.tier == .warning)
    arbiter.finish(1, at: Self.at(9))
    #expect(spoken(arbiter.decide(at: Self.at(10))) == nil)
  }

  @Test func `beyond the budget only the first utterance of a warning is spoken`() {
    var arbiter = VoiceArbiter(VoiceRules(repeatAfter: .seconds(1), budget: 2, budgetWindow: .seconds(100)))
    arbiter.raise(Self.alert(.warning), at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.finish(1, at: Self.at(1))
    #expect(spoken(arbiter.decide(at: Self.at(5)))?.repetition == 1)
    arbiter.finish(2, at: Self.at(6))
    #expect(arbiter.decide(at: Self.at(50)).isEmpty)
    arbiter.raise(Self.alert(.warning, "psoriasis"), at: Self.at(51))
    #expect(spoken(arbiter.decide(at: Self.at(51)))?.repetition == 0)
    arbiter.finish(3, at: Self.at(52))
    #expect(spoken(arbiter.decide(at: Self.at(106)))?.repetition == 2)
  }

  @Test func `in quiet hours only the first utterance of a warning is spoken`() {
    var arbiter = VoiceArbiter(VoiceRules(repeatAfter: .seconds(10), quietHours: [QuietHours(from: 22 * 60, to: 6 * 60)]))
    arbiter.raise(Self.alert(.caution, "actinic-keratosis"), at: Self.at(0, minute: 23 * 60))
    #expect(arbiter.decide(at: Self.at(0, minute: 23 * 60)).isEmpty)
    arbiter.raise(Self.alert(.warning), at: Self.at(1, minute: 5))
    #expect(spoken(arbiter.decide(at: Self.at(1, minute: 5)))?.tier == .warning)
    arbiter.finish(1, at: Self.at(2, minute: 5))
    #expect(arbiter.decide(at: Self.at(100, minute: 5 * 60 + 59)).isEmpty)
    #expect(spoken(arbiter.decide(at: Self.at(101, minute: 6 * 60))) != nil)
  }

  @Test func `the same condition of a stream, raised again while it waits, is told once`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let (busy, first, again) = (Self.alert(.warning, "psoriasis"), Self.alert(.warning), Self.alert(.warning))
    arbiter.raise(busy, at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    arbiter.raise(first, at: Self.at(0.1))
    arbiter.end(first.id)
    arbiter.raise(again, at: Self.at(0.5))
    arbiter.finish(1, at: Self.at(2))
    #expect(spoken(arbiter.decide(at: Self.at(2)))?.alerts == [first.id, again.id])
  }

  @Test func `a stuck utterance is cut off, counted, and does not block the next`() {
    var arbiter = VoiceArbiter(VoiceRules(stuckAfter: .seconds(15)))
    arbiter.raise(Self.alert(.warning), at: Self.at(0))
    _ = arbiter.decide(at: Self.at(0))
    let next = Self.alert(.warning, "psoriasis")
    arbiter.raise(next, at: Self.at(1))
    #expect(arbiter.decide(at: Self.at(14.9)).isEmpty)
    let actions = arbiter.decide(at: Self.at(15))
    #expect(stopped(actions) == .stuck)
    #expect(spoken(actions)?.alerts == [next.id])
    #expect(arbiter.stuckCount == 1)
    arbiter.finish(1, at: Self.at(16))
    #expect(arbiter.current?.alerts == [next.id], "the late end of a cut-off utterance ends nothing")
  }

  @Test func `a silence holds for its time`() {
    var arbiter = VoiceArbiter(VoiceRules())
    let warning = Self.alert(.warning)
    arbiter.raise(warning, at: Self.at(0))
    arbiter.silence(warning.id, until: .seconds(60))
    #expect(arbiter.decide(at: Self.at(59.9)).isEmpty)
    #expect(spoken(arbiter.decide(at: Self.at(60))) != nil)
  }

  @Test func `a warning that ended while it was muted is no news half a minute later`() {
    var arbiter = VoiceArbiter(VoiceRules(freshFor: .seconds(30)))
    let warning = Self.alert(.warning)
    arbiter.mute(Self.here, true)
    arbiter.raise(warning, at: Self.at(0))
    arbiter.end(warning.id)
    _ = arbiter.decide(at: Self.at(29))
    arbiter.mute(Self.here, false)
    #expect(arbiter.decide(at: Self.at(30)).isEmpty)
  }
}
