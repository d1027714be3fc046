import TestSupport
import Testing
import Vocabulary
import Voice

/// The arbiter against ``SlowArbiter`` on random sequences.
@Suite struct VoiceArbiterModelTests {
  private static let streams = ["one", "two"].compactMap { StreamIdentifier($0) }
  private static let conditions = ["melanoma", "psoriasis", "actinic-keratosis"].compactMap { ConditionIdentifier($0) }
  private static let sessions = [SessionIdentifier(), SessionIdentifier()]

  private struct Run {
    var generator: SplitMix64
    var fast: VoiceArbiter
    var slow: SlowArbiter
    var time = Duration.zero
    var minute = 0
    var alerts: [AlertSubject] = []
    var utterances = 0
    var stops: [VoiceAction.StopReason: Int] = [:]

    init(seed: UInt64) {
      generator = SplitMix64(seed: seed)
      let rules = VoiceRules(
        repeatAfter: generator.pick([nil, .seconds(3), .seconds(9)]), budget: generator.pick([2, 4, 100]),
        budgetWindow: .seconds(40),
        quietHours: generator.pick([[], [QuietHours(from: 20, to: 40)], [QuietHours(from: 50, to: 10)]]),
        bargesIn: generator.pick([true, true, false]), patience: .seconds(5), calm: .seconds(1), freshFor: .seconds(12),
        stuckAfter: .seconds(8))
      (fast, slow) = (VoiceArbiter(rules), SlowArbiter(rules))
    }

    var now: DayMoment { DayMoment(Moment(monotonic: time, wallMilliseconds: 0), minute: minute) }

    mutating func step() {
      time += .milliseconds(generator.pick([0, 50, 300, 700, 1_500, 4_000]))
      minute = (minute + generator.pick([0, 0, 0, 1, 7])) % 60
      happen()
      compare()
    }

    private mutating func happen() {
      let stream = generator.pick(VoiceArbiterModelTests.streams)
      switch generator.pick(Array(0..<11)) {
      case 0, 1, 2: raise(on: stream)
      case 3:
        pickAlert { run, id in
          run.fast.end(id); run.slow.note(.ended(id), at: run.time)
        }
      case 4:
        let value = generator.pick([true, true, false])
        pickAlert { run, id in
          run.fast.acknowledge(id, value); run.slow.note(.acknowledged(id, value), at: run.time)
        }
      case 5:
        let until = generator.pick([nil, time + .seconds(2), time + .seconds(9)])
        pickAlert { run, id in
          run.fast.silence(id, until: until); run.slow.note(.silenced(id, until), at: run.time)
        }
      case 6:
        let value = generator.pick([true, false, false])
        fast.mute(stream, value)
        slow.note(.muted(stream, value), at: time)
      case 7:
        let value = generator.pick([true, false])
        fast.hear(value, on: stream, at: now)
        slow.note(.heard(stream, value), at: time)
      default: finish()
      }
    }

    private mutating func raise(on stream: StreamIdentifier) {
      let alert = AlertSubject(
        id: AlertIdentifier(), stream: stream, session: generator.pick(VoiceArbiterModelTests.sessions),
        condition: generator.pick(VoiceArbiterModelTests.conditions),
        tier: generator.pick([.warning, .warning, .caution, .advisory]))
      alerts.append(alert)
      fast.raise(alert, at: now)
      slow.note(.raised(alert), at: time)
    }

    private mutating func pickAlert(_ body: (inout Run, AlertIdentifier) -> Void) {
      guard !alerts.isEmpty else { return }
      body(&self, generator.pick(alerts.suffix(5)).id)
    }

    /// Sometimes an utterance comes to its end; a wrong number ends nothing.
    private mutating func finish() {
      guard let current = slow.current else { return fast.finish(utterances, at: now) }
      fast.finish(current.number + 1, at: now)
      guard generator.pick([true, false]) else { return }
      fast.finish(current.number, at: now)
      slow.note(.told(current.number), at: time)
    }

    private mutating func compare() {
      let reason = slow.reasonToStop(at: time, minute: minute)
      if let reason, let current = slow.current {
        stops[reason, default: 0] += 1
        if reason == .stuck { slow.stuck.insert(current.number) }
        slow.note(reason == .stuck ? .told(current.number) : .cut(current.number), at: time)
      }
      let next = slow.current == nil ? slow.next(at: time, minute: minute) : nil
      var rest = fast.decide(at: now)[...]
      if let reason {
        guard case .stop(_, reason)? = rest.popFirst() else { return Self.differ("no stop for \(reason)", at: time) }
      }
      guard let next else {
        if !rest.isEmpty { Self.differ("something too many", at: time) }
        return
      }
      guard case .speak(let utterance)? = rest.popFirst(), rest.isEmpty else { return Self.differ("nothing spoken", at: time) }
      utterances += 1
      #expect(utterance.number == utterances)
      #expect(utterance.alerts == next.alerts)
      #expect(utterance.tier == next.tier && utterance.repetition == next.repetition && utterance.hasNotice == next.hasNotice)
      slow.note(
        .began(utterance.number, utterance.alerts, utterance.stream, utterance.session, utterance.tier), at: time)
    }

    private static func differ(_ what: String, at time: Duration) { Issue.record("\(what) at \(time)") }
  }

  @Test func `it decides as the slow model does, whatever happens`() {
    var (utterances, stops): (Int, [VoiceAction.StopReason: Int]) = (0, [:])
    for seed in 0..<400 {
      var run = Run(seed: UInt64(seed))
      for _ in 0..<60 { run.step() }
      utterances += run.utterances
      stops.merge(run.stops, uniquingKeysWith: +)
    }
    // The sequences reach what they are to test.
    #expect(utterances > 2_000)
    for reason in VoiceAction.StopReason.allCases { #expect(stops[reason] ?? 0 > 20, "\(reason)") }
  }
}
