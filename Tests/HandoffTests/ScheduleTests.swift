import Configuration
import Journal
import Testing
import Vocabulary

@testable import Handoff

@Suite struct `A sink's machine` {
  let start = Moment(monotonic: .seconds(100), wallMilliseconds: 1_800_000_000_000)

  private func machine(_ retry: [Int64] = SinkSetting.publishedRetry) -> SinkMachine {
    SinkMachine(schedule: RetrySchedule(retry), isOn: true)
  }

  @Test func `tries as the published schedule says, then gives up`() {
    var (machine, now, pauses) = (machine(), start, [Int64]())
    for attempt in 1...10 {
      let settled = machine.settle(.refused(status: 500, retryAfter: nil), of: "a", attempt: attempt, at: now, chance: 0)
      guard case .waiting(let at) = settled.state else {
        #expect(attempt == 10 && settled.state == .dead)
        break
      }
      pauses.append((at - now.wallMilliseconds) / 1_000)
      now = now.advanced(by: .milliseconds(at - now.wallMilliseconds))
    }
    #expect(pauses == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
    #expect(machine.counts.failed == 9 && machine.counts.dead == 1)
  }

  @Test(arguments: [0.0, 0.5, 0.999])
  func `never comes back before its time, and at most a fifth later`(chance: Double) throws {
    let pause = try #require(RetrySchedule([0, 1_000]).pause(after: 1, retryAfter: nil, chance: chance))
    #expect((1_000...1_200).contains(pause))
    #expect(chance == 0 || pause > 1_000)
  }

  @Test func `waits as long as the sink asks, if that is longer`() {
    #expect(RetrySchedule([0, 1_000]).pause(after: 1, retryAfter: 60_000, chance: 0) == 60_000)
    #expect(RetrySchedule([0, 90_000]).pause(after: 1, retryAfter: 60_000, chance: 0) == 90_000)
    let now: Int64 = 1_767_225_600_000
    #expect(RetryAfter.milliseconds("120", now: now) == 120_000)
    #expect(RetryAfter.milliseconds("Thu, 01 Jan 2026 00:01:00 GMT", now: now) == 60_000)
    #expect(RetryAfter.milliseconds("99999999999999999999", now: now) == 86_400_000)
    for nonsense in ["-5", "soon", ""] { #expect(RetryAfter.milliseconds(nonsense, now: now) == nil) }
  }

  @Test func `is switched off by 410, and by nothing else`() {
    for status in [301, 400, 401, 404, 409, 422, 429, 500, 503] {
      var other = machine()
      _ = other.settle(.refused(status: status, retryAfter: nil), of: "a", attempt: 1, at: start, chance: 0)
      #expect(other.isOn, "\(status)")
    }
    var gone = machine()
    #expect(gone.settle(.refused(status: 410, retryAfter: nil), of: "a", attempt: 1, at: start, chance: 0).state == .dead)
    #expect(!gone.isOn && gone.offReason.contains("410"))
  }

  @Test func `leaves a sink alone that is throttled or away, longer each time, and not one that dislikes a message`() throws {
    var machine = machine()
    _ = machine.settle(.refused(status: 500, retryAfter: nil), of: "a", attempt: 1, at: start, chance: 0)
    #expect(machine.pause(at: start) == nil, "a poisoned message holds up nobody else")
    _ = machine.settle(.refused(status: 429, retryAfter: 7_000), of: "a", attempt: 1, at: start, chance: 0)
    #expect(machine.pause(at: start) == .seconds(7))
    #expect(machine.pause(at: start.advanced(by: .seconds(7))) == nil)
    _ = machine.settle(.accepted(answer: ""), of: "b", attempt: 1, at: start, chance: 0)
    #expect(machine.pause(at: start) == nil)
    var pauses: [Duration] = []
    var now = start
    for _ in 0..<12 {
      _ = machine.settle(.failed(.connection), of: "a", attempt: 1, at: now, chance: 0)
      let pause = try #require(machine.pause(at: now))
      pauses.append(pause)
      now = now.advanced(by: pause)
    }
    #expect(pauses.first == .milliseconds(250) && pauses.last == .seconds(30) && pauses == pauses.sorted())
  }

  @Test func `failures of attempts that were under way together are one trouble`() {
    var machine = machine()
    for _ in 0..<8 { _ = machine.settle(.failed(.connection), of: "a", attempt: 1, at: start, chance: 0) }
    #expect(machine.pause(at: start) == .milliseconds(250))
  }

  @Test func `says what went wrong until something goes right`() {
    var machine = machine()
    _ = machine.settle(.failed(.untrusted), of: "a", attempt: 1, at: start, chance: 0)
    #expect(machine.fault?.words.contains("certificate") == true)
    _ = machine.settle(.accepted(answer: "status 200"), of: "a", attempt: 2, at: start, chance: 0)
    #expect(machine.fault == nil && machine.lastSuccess == start)
  }
}
