import Testing
import Vocabulary

@testable import Encoding

@Suite struct RemoteDecisions {
  private static let start = Moment(monotonic: .seconds(100), wallMilliseconds: 0)

  private static func at(_ milliseconds: Int) -> Moment { start.advanced(by: .milliseconds(milliseconds)) }

  private static func stream(_ name: String) -> StreamIdentifier {
    guard let stream = StreamIdentifier(name) else { preconditionFailure("no stream") }
    return stream
  }

  // MARK: Circuit breaker

  @Test func `a circuit opens after failures in a row, not after some among successes`() {
    var breaker = CircuitBreaker(failureLimit: 3)
    for _ in 0..<10 {
      breaker.fail(at: Self.at(0))
      breaker.fail(at: Self.at(0))
      breaker.succeed()
    }
    #expect(breaker.state == .closed)
    for _ in 0..<3 { breaker.fail(at: Self.at(0)) }
    #expect(breaker.state == .open(until: Self.at(1000)))
    let early = breaker.admit(at: Self.at(999))
    #expect(!early)
  }

  @Test func `an open circuit tries one request, and each failed trial doubles the pause up to the longest`() {
    var breaker = CircuitBreaker(failureLimit: 1, shortestPause: .seconds(1), longestPause: .seconds(4))
    breaker.fail(at: Self.at(0))
    var now = 1000
    for pause in [2000, 4000, 4000] {
      let (first, second) = (breaker.admit(at: Self.at(now)), breaker.admit(at: Self.at(now)))
      #expect(first && !second)
      breaker.fail(at: Self.at(now))
      now += pause
      #expect(breaker.state == .open(until: Self.at(now)))
    }
    let last = breaker.admit(at: Self.at(now))
    #expect(last)
    breaker.succeed()
    breaker.fail(at: Self.at(now))
    #expect(breaker.state == .open(until: Self.at(now + 1000)))
  }

  @Test func `a late success does not close a circuit, and a trial that was given up frees its place`() {
    var breaker = CircuitBreaker(failureLimit: 1)
    breaker.fail(at: Self.at(0))
    breaker.succeed()
    let (early, trial) = (breaker.admit(at: Self.at(10)), breaker.admit(at: Self.at(1000)))
    #expect(!early && trial)
    breaker.abandon(at: Self.at(1001))
    let again = breaker.admit(at: Self.at(1002))
    #expect(again)
  }

  // MARK: Hedging

  @Test func `no request is hedged before enough is known, then after what nineteen of twenty took`() {
    var hedge = HedgePolicy()
    for milliseconds in 1...15 { hedge.note(latency: .milliseconds(milliseconds)) }
    #expect(hedge.delay == nil)
    for milliseconds in 16...20 { hedge.note(latency: .milliseconds(milliseconds)) }
    #expect(hedge.delay == .milliseconds(19))
    #expect(hedge.median == .milliseconds(11))
    for _ in 0..<64 { hedge.note(latency: .milliseconds(7)) }
    #expect(hedge.delay == .milliseconds(7))
  }

  @Test func `at most one request in twenty is hedged`() {
    var hedge = HedgePolicy()
    var taken = 0
    for _ in 0..<2000 {
      hedge.noteRequest()
      if hedge.takeHedge() { taken += 1 }
    }
    #expect((99...102).contains(taken))
  }

  // MARK: Batches

  private static func item(_ id: Int, _ name: String, at arrived: Int, deadline: Int, count: Int = 1) -> BatchPlan.Item {
    BatchPlan.Item(id: id, stream: stream(name), count: count, arrived: at(arrived), deadline: at(deadline))
  }

  @Test func `a single stream never waits`() {
    var plan = BatchPlan(limit: 8, window: .milliseconds(4))
    let item = Self.item(1, "a", at: 0, deadline: 100)
    let added13 = plan.add(item)
    #expect(added13)
    let decision1 = plan.next(at: Self.at(0), expected: .zero)
    #expect(decision1 == .send([item]))
    let decision2 = plan.next(at: Self.at(0), expected: .zero)
    #expect(decision2 == .idle)
  }

  @Test func `a stream waits for another that is live, but no longer than the window, its deadline, or its memory`() {
    var plan = BatchPlan(limit: 8, window: .milliseconds(4))
    let (first, other) = (Self.item(1, "a", at: 0, deadline: 100), Self.item(2, "b", at: 0, deadline: 100))
    let added15 = plan.add(first)
    #expect(added15)
    let added16 = plan.add(other)
    #expect(added16)
    let decision3 = plan.next(at: Self.at(0), expected: .zero)
    #expect(decision3 == .send([first, other]))
    plan.finish([first, other])

    let again = Self.item(3, "a", at: 30, deadline: 130)
    let added18 = plan.add(again)
    #expect(added18)
    let decision4 = plan.next(at: Self.at(30), expected: .zero)
    #expect(decision4 == .wait(until: Self.at(34)))
    let decision5 = plan.next(at: Self.at(31), expected: .milliseconds(98))
    #expect(decision5 == .wait(until: Self.at(32)))
    let decision6 = plan.next(at: Self.at(34), expected: .zero)
    #expect(decision6 == .send([again]))
    plan.finish([again])

    let late = Self.item(4, "a", at: 1500, deadline: 1600)
    let added20 = plan.add(late)
    #expect(added20)
    let decision7 = plan.next(at: Self.at(1500), expected: .zero)
    #expect(decision7 == .send([late]))
  }

  @Test func `a full batch leaves at once, the nearest deadlines first, and no more are under way than allowed`() {
    var plan = BatchPlan(limit: 3, window: .milliseconds(4), inFlightLimit: 1)
    let items = (1...4).map { Self.item($0, "s\($0)", at: 0, deadline: 100 - $0) }
    for item in items {
      let added = plan.add(item)
      #expect(added)
    }
    let decision8 = plan.next(at: Self.at(0), expected: .zero)
    #expect(decision8 == .send([items[3], items[2], items[1]]))
    let decision9 = plan.next(at: Self.at(50), expected: .zero)
    #expect(decision9 == .idle)
    plan.finish([items[3], items[2], items[1]])
    let decision10 = plan.next(at: Self.at(50), expected: .zero)
    #expect(decision10 == .send([items[0]]))
  }

  @Test func `a view larger than a batch travels alone, and what is given up is forgotten`() {
    var plan = BatchPlan(limit: 2, window: .milliseconds(4))
    let big = Self.item(1, "a", at: 0, deadline: 100, count: 5)
    let added22 = plan.add(big)
    #expect(added22)
    let added23 = plan.add(Self.item(2, "b", at: 0, deadline: 90))
    #expect(added23)
    plan.remove(2)
    let decision11 = plan.next(at: Self.at(0), expected: .zero)
    #expect(decision11 == .send([big]))
  }

  @Test func `a full queue refuses`() {
    var plan = BatchPlan(limit: 8, window: .milliseconds(4), waitingLimit: 2)
    let added25 = plan.add(Self.item(1, "a", at: 0, deadline: 1))
    #expect(added25)
    let added27 = plan.add(Self.item(2, "b", at: 0, deadline: 1))
    #expect(added27)
    let added29 = plan.add(Self.item(3, "c", at: 0, deadline: 1))
    #expect(!added29)
  }
}
