import Review
import Testing
import Vocabulary

@Suite struct `Quiet time` {
  private let start = Moment(monotonic: .zero, wallMilliseconds: 0)
  private func at(_ seconds: Double) -> Moment { start.advanced(by: .milliseconds(Int64(seconds * 1000))) }
  private func sampler(_ draw: Double = 0.5, limit: Int = 30) -> QuietSampler {
    QuietSampler(rules: .init(every: .seconds(60), limit: limit), draw: { draw })
  }

  @Test func `gives one frame a window, at the moment that was drawn`() {
    var sampler = sampler()
    #expect(sampler.observe(at: at(0), isUsable: true, hasAlert: false) == .nothing)
    #expect(sampler.observe(at: at(29.9), isUsable: true, hasAlert: false) == .nothing)
    #expect(sampler.observe(at: at(30), isUsable: false, hasAlert: false) == .nothing, "nobody can see anything on it")
    #expect(sampler.observe(at: at(31), isUsable: true, hasAlert: false) == .take)
    #expect(sampler.observe(at: at(32), isUsable: true, hasAlert: false) == .nothing)
    #expect(sampler.observe(at: at(60), isUsable: true, hasAlert: false) == .keep(from: at(0), to: at(60)))
    #expect(sampler.observe(at: at(91), isUsable: true, hasAlert: false) == .take)
  }

  @Test func `an alert before or after the frame makes the window none`() {
    var before = sampler()
    _ = before.observe(at: at(0), isUsable: true, hasAlert: false)
    #expect(before.observe(at: at(10), isUsable: true, hasAlert: true) == .nothing)
    #expect(before.observe(at: at(40), isUsable: true, hasAlert: false) == .nothing)
    #expect(before.observe(at: at(60), isUsable: true, hasAlert: false) == .nothing)
    var after = sampler()
    _ = after.observe(at: at(0), isUsable: true, hasAlert: false)
    #expect(after.observe(at: at(30), isUsable: true, hasAlert: false) == .take)
    #expect(after.observe(at: at(50), isUsable: true, hasAlert: true) == .drop)
    #expect(after.observe(at: at(60), isUsable: true, hasAlert: false) == .nothing)
  }

  @Test func `an alert that is on when a window begins counts in it`() {
    var sampler = sampler(0)
    _ = sampler.observe(at: at(0), isUsable: true, hasAlert: true)
    #expect(sampler.observe(at: at(60), isUsable: true, hasAlert: true) == .nothing)
    #expect(sampler.observe(at: at(61), isUsable: true, hasAlert: false) == .nothing)
    _ = sampler.observe(at: at(120), isUsable: true, hasAlert: false)
    #expect(sampler.observe(at: at(121), isUsable: true, hasAlert: false) == .take)
  }

  @Test func `a session keeps no more than its limit`() {
    var sampler = sampler(0, limit: 2)
    var kept = 0
    for second in 0..<1_000 {
      if case .keep = sampler.observe(at: at(Double(second)), isUsable: true, hasAlert: false) { kept += 1 }
    }
    #expect(kept == 2)
  }
}
