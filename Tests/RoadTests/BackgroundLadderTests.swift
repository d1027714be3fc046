import Detection
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `What a quantile means in alerts an hour` {
  /// An hour at one frame a second; every sixth minute ten frames stand out, each time more.
  private func recorder() -> BackgroundRecorder {
    var recorder = BackgroundRecorder()
    for second in 0..<3601 {
      let isEvent = second % 360 >= 100 && second % 360 < 110
      let evidence = isEvent ? 1 + Double(second / 360) : Double((second * 7919) % 1000) / 2000
      recorder.record(
        [Finding(condition: .melanoma, similarity: 0, presence: 0, evidence: evidence, probability: nil, proven: false)],
        capturedAt: Moment(monotonic: .seconds(second), wallMilliseconds: Int64(second) * 1000))
    }
    return recorder
  }

  private let setting = ThresholdSetting(enter: 1, exit: 1, k: 3, n: 4, dwellMilliseconds: 2000, cooldownMilliseconds: 0)

  private func rates(_ recorder: BackgroundRecorder, _ setting: ThresholdSetting) throws -> [BackgroundRate] {
    let curve = try #require(try recorder.freeze(model: Fingerprint("m"), pack: Fingerprint("p")).curves[.melanoma])
    return BackgroundLadder(recorder: recorder).rates(of: .melanoma, on: curve, setting)
  }

  @Test func `is what the alert machine raised on the stretch itself`() throws {
    let rates = try rates(recorder(), setting)
    #expect(rates.map(\.enter) == BackgroundLadder.enters)
    #expect(rates.allSatisfy { abs($0.alertsAnHour - Double($0.alerts)) < 1e-9 }, "the stretch lasts an hour")
    // Of the 100 frames that stand out, all ten events reach 0.98 and above that fewer and fewer do.
    #expect(rates.first { $0.enter == 0.98 }?.alerts == 7)
    #expect(rates.first { $0.enter == 0.99 }?.alerts == 3)
    #expect(rates.last?.alerts == 0, "nothing recorded resembles it more than what was recorded")
  }

  @Test func `counts each alert by the setting's own dwell and window`() throws {
    var slow = setting
    slow.dwellMilliseconds = 15_000
    #expect(try rates(recorder(), slow).filter { $0.enter >= 0.98 }.allSatisfy { $0.alerts == 0 })
  }

  @Test func `is not known where frames have no length in time`() throws {
    var recorder = BackgroundRecorder()
    let moment = Moment(monotonic: .zero, wallMilliseconds: 0)
    for index in 0..<200 {
      recorder.record(
        [Finding(condition: .melanoma, similarity: 0, presence: 0, evidence: Double(index), probability: nil, proven: false)],
        capturedAt: moment)
    }
    #expect(try rates(recorder, setting).isEmpty)
  }

  @Test func `pauses where frames were refused`() throws {
    // Present for twelve seconds with a refused frame between any two: no stretch of watching is as long as the dwell.
    var (plain, broken) = (BackgroundRecorder(), BackgroundRecorder())
    for second in 0..<400 {
      let moment = Moment(monotonic: .seconds(second), wallMilliseconds: Int64(second) * 1000)
      let findings = [
        Finding(
          condition: .melanoma, similarity: 0, presence: 0,
          evidence: (200..<212).contains(second) ? 1 : Double(second % 50) / 100,
          probability: nil, proven: false)
      ]
      plain.record(findings, capturedAt: moment)
      broken.pause()
      broken.record(findings, capturedAt: moment)
    }
    #expect(try rates(plain, setting).first { $0.enter == 0.95 }?.alerts == 1)
    #expect(try rates(broken, setting).first { $0.enter == 0.95 }?.alerts == 0)
  }
}
