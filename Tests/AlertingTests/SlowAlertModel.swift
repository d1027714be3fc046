import Alerting
import Vocabulary

/// The rules of an alert over a log of everything that was seen, walked afresh at each frame. Slow, and without the machine's
/// phases and running sums, so that the two can only agree by both being right.
struct SlowAlertModel {
  struct Look {
    let milliseconds: Int
    let frame: UInt64
    let value: Double
    /// Since the look before it, if the watch was not interrupted.
    let watched: Int
    var isPresent = false
    var isGone = false
    /// Whether it may begin an alert.
    var mayArm = false
  }

  var setting: ThresholdSetting
  var log: [Look] = []
  /// Looks whose values are on the present scale.
  var comparable: [Look] = []
  var isInterrupted = true
  var isOn = false
  var endedAt: Int?
  /// Looks before this index belong to an earlier chapter: another alert, another scale.
  var chapter = 0

  mutating func look(at milliseconds: Int, frame: UInt64, value: Double) -> AlertTransition? {
    guard setting.enabled else { return nil }
    let step = milliseconds - (log.last?.milliseconds ?? milliseconds)
    var look = Look(
      milliseconds: milliseconds, frame: frame, value: value, watched: isInterrupted || step > 2000 || step < 0 ? 0 : step)
    isInterrupted = false
    comparable.append(look)
    let window = comparable.suffix(setting.n)
    look.isPresent = window.filter { $0.value >= setting.enter }.count >= setting.k
    look.isGone = !look.isPresent && window.filter { $0.value < setting.exit }.count >= setting.k
    look.mayArm = !isOn && (endedAt.map { milliseconds - $0 >= setting.cooldownMilliseconds } ?? true)
    log.append(look)
    if isOn, lasts({ $0.isGone }) {
      (isOn, endedAt, chapter) = (false, milliseconds, log.count)
      return .ended(.gone)
    }
    if look.mayArm { endedAt = nil }
    if !isOn, lasts({ $0.isPresent && $0.mayArm }) {
      (isOn, chapter) = (true, log.count)
      return .raised(why: window.filter { $0.value >= setting.enter }.map(\.sample))
    }
    return nil
  }

  /// Whether the last looks of this chapter all satisfy `rule`, over the dwell at least.
  private func lasts(_ rule: (Look) -> Bool) -> Bool {
    var sum = 0
    var first: Look?
    var index = log.count - 1
    while index >= chapter, rule(log[index]) {
      sum += first?.watched ?? 0
      first = log[index]
      index -= 1
    }
    return first != nil && sum >= setting.dwellMilliseconds
  }

  mutating func change(to new: ThresholdSetting) -> AlertTransition? {
    if new.enabled, new.scale != setting.scale { (comparable, chapter) = ([], log.count) }
    setting = new
    return new.enabled ? nil : forget(.disabled)
  }

  mutating func forget(_ reason: AlertEndReason) -> AlertTransition? {
    let wasOn = isOn
    self = SlowAlertModel(setting: setting)
    return wasOn ? .ended(reason) : nil
  }
}

extension SlowAlertModel.Look {
  var sample: AlertSample { .look(at: milliseconds, frame: frame, value: value) }
}

extension AlertSample {
  static func look(at milliseconds: Int, frame: UInt64, value: Double) -> AlertSample {
    AlertSample(frame: frame, capturedAt: .test(milliseconds), evidence: value - 0.5, value: value)
  }
}

extension Moment {
  static func test(_ milliseconds: Int) -> Moment {
    Moment(monotonic: .milliseconds(milliseconds), wallMilliseconds: 1_790_000_000_000 + Int64(milliseconds))
  }
}
