public import Vocabulary

/// Decides when one condition on one stream alerts. A value: it reads no clock and performs nothing.
///
/// A condition is *present* when at least k of the last n analysed frames reach `enter`, and *gone* when it is not present and
/// at least k of the last n are below `exit`. Being present for the dwell raises the alert, being gone for the dwell ends it, and
/// after an end the cooldown runs before the machine arms again.
///
/// Time counts between two analysed frames that follow one another within ``longestGap`` with no refused frame between them. So
/// blur, a lost source or a missing value pause the machine: they neither raise nor clear. The cooldown alone runs in real time.
///
/// Invariants:
/// - `raised` and `ended` alternate, beginning with `raised`.
/// - `raised` comes at an analysed frame only, with k to n reasons, each at `enter` or above and each among the last n frames.
/// - A refused frame changes neither the phase nor the window.
/// - From an `ended(.gone)` to the next `raised` at least the cooldown passes.
/// - `ended(.disabled)` comes from ``change(to:)`` only, `ended(.sessionEnded)` from ``endSession()`` only.
public struct AlertMachine: Sendable, Hashable {
  /// Analysed frames further apart than this are not one stretch of watching.
  public static let longestGap = Duration.seconds(2)
  /// The largest `n`: how many frames are remembered, so that a longer window can look back at once.
  static let memory = 64

  public private(set) var setting: ThresholdSetting
  public private(set) var phase = AlertPhase.idle
  private var samples: [AlertSample] = []
  /// The frame that the next one may follow without a pause.
  private var previous: Moment?

  public init(_ setting: ThresholdSetting) { self.setting = setting }

  /// Takes an analysed frame in. Frames come in the order of capture.
  public mutating func observe(_ sample: AlertSample) -> AlertTransition? {
    guard setting.enabled else { return nil }
    let credit = credit(until: sample.capturedAt)
    previous = sample.capturedAt
    if samples.count == Self.memory { samples.removeFirst() }
    samples.append(sample)
    rearm(at: sample.capturedAt)
    return switch phase {
    case .idle, .arming: arm(credit)
    case .active(let gone): hold(gone, credit, at: sample.capturedAt)
    case .cooling: nil
    }
  }

  /// A frame that was refused, or that has no value on the setting's scale.
  public mutating func pause() { previous = nil }

  /// Changes the setting; the next analysed frame is judged by it. Another scale makes the remembered values meaningless, so the
  /// window starts anew then, but an alert that is on stays on. Switching off ends it and forgets everything.
  public mutating func change(to setting: ThresholdSetting) -> AlertTransition? {
    let previousScale = self.setting.scale
    self.setting = setting
    guard setting.enabled else { return reset(.disabled) }
    if setting.scale != previousScale { forgetValues() }
    return nil
  }

  /// The scale has another meaning from now on: remembered values mean nothing any more, but an alert that is on stays on.
  public mutating func forgetValues() {
    samples = []
    switch phase {
    case .idle, .cooling: break
    case .arming: phase = .idle
    case .active: phase = .active(gone: nil)
    }
  }

  /// Ends the alert that is on, if any, and starts from nothing: the next session may be another person's.
  public mutating func endSession() -> AlertTransition? { reset(.sessionEnded) }

  /// Whether an alert is on.
  public var isActive: Bool { if case .active = phase { true } else { false } }

  private var window: ArraySlice<AlertSample> { samples.suffix(setting.n) }
  private var hits: [AlertSample] { window.filter { $0.value >= setting.enter } }
  private var isPresent: Bool { window.count { $0.value >= setting.enter } >= setting.k }
  private var isGone: Bool { !isPresent && window.count { $0.value < setting.exit } >= setting.k }
  private var dwell: Duration { .milliseconds(setting.dwellMilliseconds) }

  private func credit(until moment: Moment) -> Duration {
    guard let previous, moment > previous, moment.since(previous) <= Self.longestGap else { return .zero }
    return moment.since(previous)
  }

  private mutating func rearm(at moment: Moment) {
    guard case .cooling(let since) = phase, moment.since(since) >= .milliseconds(setting.cooldownMilliseconds) else { return }
    phase = .idle
  }

  private mutating func arm(_ credit: Duration) -> AlertTransition? {
    guard isPresent else {
      phase = .idle
      return nil
    }
    // The stretch before the first present frame does not count.
    let held = if case .arming(let held) = phase { held + credit } else { Duration.zero }
    guard held >= dwell else {
      phase = .arming(held: held)
      return nil
    }
    phase = .active(gone: nil)
    return .raised(why: hits)
  }

  private mutating func hold(_ gone: Duration?, _ credit: Duration, at moment: Moment) -> AlertTransition? {
    guard isGone else {
      phase = .active(gone: nil)
      return nil
    }
    let gone = gone.map { $0 + credit } ?? .zero
    guard gone >= dwell else {
      phase = .active(gone: gone)
      return nil
    }
    phase = .cooling(since: moment)
    return .ended(.gone)
  }

  private mutating func reset(_ reason: AlertEndReason) -> AlertTransition? {
    let wasActive = isActive
    phase = .idle
    samples = []
    previous = nil
    return wasActive ? .ended(reason) : nil
  }
}
