import Testing
import Vocabulary

@testable import Calls

@Suite struct `The call machine` {
  @Test func `calls for a warning, says it when somebody answers, and again until it is acknowledged`() throws {
    var rig = Rig()
    let alert = rig.raise()
    #expect(rig.decide() == [.place(.phone, number: 1)])
    #expect(rig.decide().isEmpty, "one thing at a time")
    rig.machine.placed(1, as: Rig.call, isControlled: true, at: rig.now)
    rig.hear(.ringing)
    let silent = rig.words()
    #expect(silent == nil, "nobody listens yet")
    rig.hear(.inProgress)
    let firstWords = rig.words()
    let first = try #require(firstWords)
    #expect(first.alerts == [alert] && first.hasNotice && first.interrupts)
    rig.pass(29)
    #expect(rig.words() == nil)
    rig.pass(1)
    let againWords = rig.words()
    let again = try #require(againWords)
    #expect(again.alerts == [alert] && !again.hasNotice)
    rig.machine.acknowledge(alert.id, true)
    rig.pass(29)
    #expect(rig.words() == nil)
    #expect(!rig.decide().contains(.hangUp(.settled)), "somebody may still ask something")
    rig.pass(30)
    #expect(rig.decide() == [.hangUp(.settled)])
    rig.machine.hungUp()
    rig.hear(.ended, reason: "assistant-ended-call")
    #expect(rig.machine.line == .free)
  }

  @Test func `tells the assistant silently what is open and what changes`() {
    var rig = Rig()
    let alert = rig.answered()
    var actions = rig.decide()
    #expect(actions.contains(.inform(.open([alert]))))
    guard case .say(let words)? = actions.first else {
      Issue.record("nothing is said")
      return
    }
    rig.machine.said(words, true, at: rig.now)
    rig.machine.acknowledge(alert.id, true)
    #expect(rig.decide().isEmpty, "the first message is still under way")
    rig.machine.informed()
    actions = rig.decide()
    #expect(actions == [.inform(.acknowledged(alert))])
  }

  @Test func `says what is raised during a call at once`() {
    var rig = Rig()
    _ = rig.answered()
    _ = rig.words()
    let second = rig.raise()
    let words = rig.words()
    #expect(words?.alerts == [second])
  }

  @Test func `rings nobody for cautions or advisories unless the rules say so`() {
    var rig = Rig()
    rig.raise(.caution)
    rig.raise(.advisory)
    #expect(rig.decide().isEmpty)
    var eager = Rig { ($0.calling, $0.saying) = ([.warning, .caution, .advisory], [.warning, .caution, .advisory]) }
    eager.raise(.advisory)
    #expect(eager.decide().isEmpty, "advisories never")
    eager.raise(.caution)
    #expect(eager.decide() == [.place(.phone, number: 1)])
  }

  @Test func `rings nobody in quiet hours, and does afterwards`() {
    var rig = Rig { $0.quietHours = [QuietHours(from: 22 * 60, to: 6 * 60)] }
    rig.minute = 23 * 60
    rig.raise()
    #expect(rig.decide().isEmpty)
    rig.minute = 6 * 60
    #expect(rig.decide() == [.place(.phone, number: 1)])
  }

  @Test func `waits as long as the rules give people at the screen`() {
    var rig = Rig { $0.patience = .seconds(20) }
    let alert = rig.raise()
    rig.pass(19)
    #expect(rig.decide().isEmpty)
    rig.machine.acknowledge(alert.id, true)
    rig.pass(1)
    #expect(rig.decide().isEmpty)
    rig.machine.acknowledge(alert.id, false)
    #expect(rig.decide() == [.place(.phone, number: 1)])
  }

  @Test func `what goes to a second reader rings anew, keeps quiet hours, and ends when somebody acknowledges it`() {
    var rig = Rig { ($0.cooldown, $0.attempts, $0.patience) = (.zero, 1, .seconds(600)) }
    let alert = rig.raise()
    #expect(rig.decide().isEmpty, "patience")
    rig.machine.end(alert.id)
    rig.machine.escalate(alert, at: rig.now)
    let isPlaced = rig.decide().contains { if case .place = $0 { true } else { false } }
    #expect(isPlaced, "without patience, and though its finding is gone")
    rig.machine.acknowledge(alert.id, true)
    rig.machine.notPlaced(1, at: rig.now)
    rig.machine.escalate(alert, at: rig.now)
    #expect(!rig.decide().contains { if case .place = $0 { true } else { false } }, "once, and not when it is acknowledged")
  }

  @Test func `keeps its cooldown, its attempts and its budget`() {
    var rig = Rig { ($0.cooldown, $0.attempts, $0.budget, $0.ringing) = (.seconds(100), 2, 3, .seconds(30)) }
    rig.raise()
    for number in 1...2 {
      #expect(rig.decide() == [.place(.phone, number: number)])
      rig.machine.placed(number, as: Rig.call, isControlled: true, at: rig.now)
      rig.pass(30)
      #expect(rig.decide() == [.hangUp(.unanswered)])
      rig.machine.hungUp()
      rig.hear(.ended)
      rig.pass(99)
      #expect(!rig.decide().contains { if case .place = $0 { true } else { false } })
      rig.pass(1)
    }
    #expect(!rig.decide().contains { if case .place = $0 { true } else { false } }, "its attempts are used up")
    rig.raise()
    #expect(rig.decide().contains(.place(.phone, number: 3)))
    rig.machine.notPlaced(3, at: rig.now)
    rig.pass(100)
    #expect(!rig.decide().contains { if case .place = $0 { true } else { false } }, "its budget is used up")
    rig.pass(3_600)
    #expect(rig.decide().contains { if case .place = $0 { true } else { false } })
  }

  @Test func `hangs up before anybody answers when all is settled`() {
    var rig = Rig()
    let alert = rig.raise()
    _ = rig.decide()
    rig.machine.placed(1, as: Rig.call, isControlled: true, at: rig.now)
    rig.hear(.ringing)
    rig.machine.end(alert.id)
    #expect(rig.decide() == [.hangUp(.settled)])
  }

  @Test func `rings nobody for a stream that somebody muted`() {
    var rig = Rig()
    rig.machine.mute(Rig.stream, true)
    rig.raise()
    #expect(rig.decide().isEmpty)
    rig.machine.mute(Rig.stream, false)
    #expect(rig.decide() == [.place(.phone, number: 1)])
  }

  @Test func `believes statuses in any order, and the end once`() {
    var rig = Rig()
    rig.raise()
    _ = rig.decide()
    // They overtake the service's answer.
    rig.hear(.inProgress)
    rig.hear(.queued)
    rig.machine.placed(1, as: Rig.call, isControlled: true, at: rig.now)
    guard case .open(let call) = rig.machine.line else {
      Issue.record("there is no call")
      return
    }
    #expect(call.status == .inProgress && rig.machine.counts.late == 1)
    rig.hear(.ended)
    rig.hear(.inProgress)
    rig.hear(.ended)
    #expect(rig.machine.line == .free && rig.machine.counts.late == 3)
    rig.hear(.inProgress, of: CallIdentifier("other")!)
    #expect(rig.machine.counts.strange == 1)
  }

  @Test func `writes a call down once, with the report if it comes in time`() throws {
    var rig = Rig()
    let alert = rig.answered()
    _ = rig.words()
    rig.pass(42)
    rig.hear(.ended, reason: "customer-ended-call")
    #expect(!rig.decide().contains { if case .record = $0 { true } else { false } }, "the report may come")
    let report = CallReport(endedReason: "customer-ended-call", seconds: 41, cost: 0.03)
    rig.machine.hear(report, of: Rig.call, at: rig.now)
    let records = rig.decide().compactMap { if case .record(let call) = $0 { call } else { nil } }
    let record = try #require(records.first)
    #expect(records.count == 1 && record.report == report && record.lasted == .seconds(42) && record.said == 1)
    #expect(record.alerts == [alert] && record.reason == "customer-ended-call")
    rig.machine.hear(report, of: Rig.call, at: rig.now)
    rig.pass(1_000)
    #expect(!rig.decide().contains { if case .record = $0 { true } else { false } })
  }

  @Test func `takes the report for the end where no status tells it`() throws {
    var rig = Rig()
    _ = rig.answered()
    rig.machine.hear(CallReport(endedReason: "x", seconds: 1, cost: nil), of: Rig.call, at: rig.now)
    #expect(rig.machine.line == .free)
    #expect(rig.decide().contains { if case .record(let call) = $0 { call.report != nil } else { false } })
  }

  @Test func `writes a call down without a report when none comes`() {
    var rig = Rig()
    _ = rig.answered()
    rig.hear(.ended)
    rig.pass(60)
    #expect(rig.decide().contains { if case .record(let call) = $0 { call.report == nil } else { false } })
  }

  @Test func `says again what did not get through, after a pause`() {
    var rig = Rig()
    let alert = rig.answered()
    let first = rig.words(false)
    #expect(first?.alerts == [alert])
    let tooSoon = rig.words()
    #expect(tooSoon == nil && rig.machine.counts.unsaid == 1)
    rig.pass(5)
    let again = rig.words()
    #expect(again?.alerts == [alert])
  }

  @Test func `gives up a call of whose end nobody tells`() {
    var rig = Rig { $0.longest = .seconds(600) }
    _ = rig.answered()
    rig.pass(600)
    #expect(rig.decide().contains(.hangUp(.tooLong)))
    rig.machine.hungUp()
    rig.pass(15)
    _ = rig.decide()
    #expect(rig.machine.line == .free)
  }

  @Test func `says nothing in a call that cannot be controlled, and hangs nothing up`() {
    var rig = Rig()
    rig.raise()
    _ = rig.decide()
    rig.machine.placed(1, as: Rig.call, isControlled: false, at: rig.now)
    rig.hear(.inProgress)
    #expect(rig.decide().isEmpty)
    rig.pass(600)
    #expect(rig.decide().isEmpty)
  }

  @Test func `places what a person asks for, whatever the rules say, but one call at a time`() {
    var rig = Rig { ($0.calling, $0.quietHours) = ([], [QuietHours(from: 0, to: 0)]) }
    #expect(rig.machine.ask(for: .web) == true)
    #expect(rig.machine.ask(for: .phone) == false)
    #expect(rig.decide() == [.place(.web, number: 1)])
    rig.machine.placed(1, as: Rig.call, isControlled: true, at: rig.now)
    #expect(rig.machine.ask(for: .web) == false)
    rig.hear(.inProgress)
    rig.pass(120)
    #expect(rig.decide().isEmpty, "who asked for it ends it")
    #expect(rig.machine.ask(toEnd: .asked, at: rig.now) == true)
    #expect(rig.decide() == [.hangUp(.asked)])
  }
}

@Suite struct `In a call, the machine` {
  private static let quiet = [QuietHours(from: 22 * 60, to: 6 * 60)]

  @Test func `repeats within its budget of words, and says a new warning beyond it`() {
    var rig = Rig { ($0.repeatAfter, $0.wordsBudget, $0.longest) = (.seconds(10), 3, .seconds(3_600)) }
    let first = rig.answered()
    var said = 0
    for _ in 0..<20 {
      if rig.words() != nil { said += 1 }
      rig.pass(10)
    }
    #expect(said == 3)
    let second = rig.raise()
    let words1 = rig.words()
    #expect(words1?.alerts == [second], "the first time is always said")
    // The window passes: it goes on.
    rig.pass(300)
    let words2 = rig.words()
    #expect(words2?.alerts == [first, second])
  }

  @Test func `says each warning once in quiet hours, no caution, and goes on afterwards`() {
    var rig = Rig {
      ($0.quietHours, $0.saying, $0.longest) = (Self.quiet, [.warning, .caution], .seconds(36_000))
    }
    let warning = rig.answered()
    rig.minute = 23 * 60
    let words3 = rig.words()
    #expect(words3?.alerts == [warning])
    let caution = rig.raise(.caution)
    rig.pass(60)
    #expect(rig.words() == nil)
    let second = rig.raise()
    let words4 = rig.words()
    #expect(words4?.alerts == [second])
    rig.pass(60)
    rig.minute = 6 * 60
    let words5 = rig.words()
    #expect(words5?.alerts == [warning, second, caution])
  }

  @Test func `tells a person who asked for it at night what is open, though an earlier call told it`() {
    var rig = Rig { $0.quietHours = Self.quiet }
    let warning = rig.answered()
    _ = rig.words()
    rig.hear(.ended)
    rig.minute = 23 * 60
    let isFree = rig.machine.ask(for: .web)
    #expect(isFree)
    _ = rig.decide()
    let again = CallIdentifier("c2")!
    rig.machine.placed(rig.machine.callCount, as: again, isControlled: true, at: rig.now)
    rig.hear(.inProgress, of: again)
    let words6 = rig.words()
    #expect(words6?.alerts == [warning])
  }
}
