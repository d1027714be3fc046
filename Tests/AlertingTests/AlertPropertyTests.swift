import Alerting
import TestSupport
import Testing
import Vocabulary

@Suite("The alert machine against a slow model") struct AlertPropertyTests {
  /// 16 × 7000 = 112 000 sequences of 1 to 40 events.
  static let sequencesPerSeed = 7000

  @Test(arguments: Array(UInt64(1)...16))
  func `agrees with the slow model on random sequences`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var raised = 0
    var ended = 0
    for number in 0..<Self.sequencesPerSeed {
      let outcome = Self.run(&generator)
      guard outcome.difference == nil else {
        Issue.record("seed \(seed), sequence \(number): \(outcome.difference ?? "")")
        return
      }
      raised += outcome.raised
      ended += outcome.ended
    }
    // A generator that never raises or ends would prove nothing.
    #expect(raised > Self.sequencesPerSeed / 2 && ended > Self.sequencesPerSeed / 4, "raised \(raised), ended \(ended)")
  }

  struct Outcome {
    var raised = 0
    var ended = 0
    var difference: String?
  }

  static func run(_ generator: inout SplitMix64) -> Outcome {
    let first = setting(&generator)
    var machine = AlertMachine(first)
    var model = SlowAlertModel(setting: first)
    var outcome = Outcome()
    var time = 0
    let length = 1 + Int(generator.next() % 40)
    // Values stay on one side for a while, as a real lesion does, so that alerts come and go within a sequence.
    var levels = [0.6, 0.8, 1]
    for step in 0..<length {
      if generator.next() % 9 == 0 { levels = generator.pick([[0.6, 0.8, 1], [0, 0.2, 0.4], [0, 0.2, 0.4, 0.6, 0.8, 1]]) }
      time += generator.pick([0, 1, 33, 33, 33, 33, 100, 250, 2000, 2001, 5000])
      let (got, expected) = event(&generator, &machine, &model, time, UInt64(step), levels)
      if got != expected {
        outcome.difference = "step \(step) at \(time) ms: \(String(describing: got)), not \(String(describing: expected))"
        return outcome
      }
      if case .raised = got { outcome.raised += 1 }
      if case .ended = got { outcome.ended += 1 }
      if machine.isActive != model.isOn { outcome.difference = "step \(step): active differs" }
    }
    return outcome
  }

  static func event(
    _ generator: inout SplitMix64, _ machine: inout AlertMachine, _ model: inout SlowAlertModel, _ time: Int,
    _ frame: UInt64, _ levels: [Double]
  ) -> (AlertTransition?, AlertTransition?) {
    switch generator.next() % 40 {
    case 0, 1:
      machine.pause()
      model.isInterrupted = true
      return (nil, nil)
    case 2:
      let new = setting(&generator)
      return (machine.change(to: new), model.change(to: new))
    case 3 where generator.next() % 4 == 0:
      return (machine.endSession(), model.forget(.sessionEnded))
    default:
      let value = generator.pick(levels)
      return (machine.observe(.look(at: time, frame: frame, value: value)), model.look(at: time, frame: frame, value: value))
    }
  }

  static func setting(_ generator: inout SplitMix64) -> ThresholdSetting {
    let n = generator.pick([1, 2, 3, 3, 4, 5, 8, 64])
    let enter = generator.pick([0.4, 0.6, 0.8])
    return ThresholdSetting(
      scale: generator.pick([.probability, .probability, .background]), enter: enter,
      exit: generator.pick([0.2, 0.4, enter].filter { $0 <= enter }), k: 1 + Int(generator.next() % UInt64(min(n, 4))), n: n,
      dwellMilliseconds: generator.pick([0, 0, 33, 100, 300]), cooldownMilliseconds: generator.pick([0, 50, 100, 1000]),
      enabled: generator.next() % 12 != 0)
  }
}
