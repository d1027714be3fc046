import Testing
import Vocabulary

@testable import Encoding

@Suite struct TokenBudgetTests {
  /// One millisecond a token.
  private static func learned() -> TokenBudget {
    var budget = TokenBudget(grid: 1024)
    for tokens in budget.classes { budget.note(tokens: tokens, milliseconds: Double(tokens)) }
    return budget
  }

  @Test func `takes the largest class that fits into three quarters of what is left`() {
    var budget = Self.learned()
    #expect(budget.choose(remaining: 86) == 64)
    budget = Self.learned()
    #expect(budget.choose(remaining: 85) == 48)
    budget = Self.learned()
    #expect(budget.choose(remaining: 1_000_000) == 1024)
  }

  @Test(arguments: [0.0, -50, 3, Double.nan]) func `is never silent: sixteen tokens even where nothing fits`(remaining: Double) {
    var budget = Self.learned()
    #expect(budget.choose(remaining: remaining) == 16)
  }

  @Test func `begins small where nothing was measured and scales from the first measurement`() {
    var budget = TokenBudget(grid: 1024)
    #expect(budget.choose(remaining: 110) == 16)
    budget.note(tokens: 64, milliseconds: 40)
    for _ in 0..<TokenBudget.patience { _ = budget.choose(remaining: 110) }
    // 128 tokens should take 80 ms, 192 tokens 120: too many for three quarters of 110.
    #expect(budget.choose(remaining: 110) == 128)
  }

  @Test func `goes down at once and up only after it has fitted for a while`() {
    var budget = Self.learned()
    #expect(budget.choose(remaining: 90) == 64)
    #expect(budget.choose(remaining: 45) == 32)
    for _ in 1..<TokenBudget.patience { #expect(budget.choose(remaining: 90) == 32) }
    #expect(budget.choose(remaining: 90) == 64)
  }

  @Test func `a picture without hurry gets the full grid at once and does not disturb the frames beside it`() {
    var budget = Self.learned()
    #expect(budget.choose(remaining: 45) == 32)
    #expect(budget.choose(remaining: 60_000) == 1024)
    #expect(budget.choose(remaining: 90) == 32)
  }

  @Test func `an occasional good moment does not make it swing`() {
    var budget = Self.learned()
    #expect(budget.choose(remaining: 45) == 32)
    for turn in 0..<40 { #expect(budget.choose(remaining: turn.isMultiple(of: 4) ? 45 : 90) == 32) }
  }

  @Test func `a machine that slows down gets fewer tokens, and more again when it recovers`() {
    var budget = Self.learned()
    #expect(budget.choose(remaining: 175) == 128)
    for _ in 0..<20 { budget.note(tokens: 128, milliseconds: 400) }
    let slow = budget.choose(remaining: 175)
    #expect(slow < 64)
    for _ in 0..<60 { budget.note(tokens: slow, milliseconds: Double(slow)) }
    for _ in 0..<TokenBudget.patience { _ = budget.choose(remaining: 175) }
    #expect(budget.choose(remaining: 175) == 128)
  }

  @Test func `goes up to what fitted every time, not to what fits the freshest frame`() {
    var budget = Self.learned()
    #expect(budget.choose(remaining: 20) == 16)
    for turn in 0..<40 { #expect(budget.choose(remaining: turn.isMultiple(of: 2) ? 45 : 90) <= 32) }
    #expect(budget.choose(remaining: 90) == 32)
  }

  @Test func `a class that takes longer than its share beside other work is tried seldom`() {
    var budget = TokenBudget(grid: 1024)
    budget.note(tokens: 64, milliseconds: 72)
    budget.note(tokens: 16, milliseconds: 28)
    var random = SplitMix64(seed: 4)
    func late() -> Int {
      (0..<600).count { _ in
        // A frame waits up to 33 ms.
        let remaining = 100 - Double.random(in: 0...33, using: &random)
        let tokens = budget.choose(remaining: remaining)
        let took = tokens == 16 ? 28 : (14 + 0.9 * Double(tokens)) * 1.4
        budget.note(tokens: tokens, milliseconds: took)
        return took > remaining
      }
    }
    _ = late()
    let found = late()
    // One in twenty may be.
    #expect(found < 30, "\(found) of 600 were late")
  }

  @Test func `a class that is late each time it is tried is known to be, though the others are as quick as ever between`() {
    var budget = TokenBudget(grid: 1024)
    budget.note(tokens: 64, milliseconds: 72)
    budget.note(tokens: 16, milliseconds: 28)
    #expect(budget.choose(remaining: 100) == 64)
    for _ in 0..<15 {
      budget.note(tokens: 64, milliseconds: 108)
      for _ in 0..<30 { budget.note(tokens: 16, milliseconds: 28) }
    }
    for _ in 0..<TokenBudget.patience { _ = budget.choose(remaining: 100) }
    let tokens = budget.choose(remaining: 100)
    #expect(tokens > 16 && tokens < 64)
  }

  @Test func `fewer tokens than the class holds count as their share`() {
    var budget = TokenBudget(grid: 1024)
    budget.note(tokens: 120, milliseconds: 60)
    #expect(budget.choose(remaining: 86) == 128)
  }

  @Test func `a grid smaller than sixteen is the only class`() {
    var budget = TokenBudget(grid: 9)
    #expect(budget.classes == [9])
    #expect(budget.choose(remaining: 0) == 9)
  }
}

@Suite struct SlicePaceTests {
  @Test func `slices take no more than their share of the time`() {
    var pace = SlicePace(share: 0.2)
    var (now, spent) = (Duration.zero, Duration.zero)
    for _ in 0..<2000 {
      if pace.mayRun(at: now) {
        pace.note(.milliseconds(37))
        now += .milliseconds(37)
        spent += .milliseconds(37)
      }
      now += .milliseconds(60)
    }
    let share = spent / now
    #expect(share > 0.15 && share < 0.21, "share \(share)")
  }

  @Test func `a long pause does not become a long run`() {
    var pace = SlicePace(share: 0.2)
    let begins = pace.mayRun(at: .zero)
    #expect(begins)
    var now = Duration.seconds(3600)
    var run = Duration.zero
    while pace.mayRun(at: now), run < .seconds(60) {
      pace.note(.milliseconds(50))
      now += .milliseconds(50)
      run += .milliseconds(50)
    }
    #expect(run < .seconds(5), "ran for \(run)")
  }

  @Test func `a share of nothing runs nothing`() {
    var pace = SlicePace(share: 0)
    let (first, later) = (pace.mayRun(at: .zero), pace.mayRun(at: .seconds(10)))
    #expect(!first && !later)
  }
}
