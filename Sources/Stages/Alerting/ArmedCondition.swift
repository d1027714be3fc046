import Vocabulary

/// One condition's machine and the identifier of the alert that is on.
struct ArmedCondition: Sendable {
  let condition: ConditionIdentifier
  private(set) var machine: AlertMachine
  private(set) var alert: AlertIdentifier?
  /// What scored the newest frame.
  private var head: HeadReference?

  init(_ condition: ConditionIdentifier, _ setting: ThresholdSetting) {
    self.condition = condition
    machine = AlertMachine(setting)
  }

  mutating func pause() { machine.pause() }

  mutating func observe(
    _ finding: inout Finding, of frame: AlertFrame, identifier: () -> AlertIdentifier
  ) -> AlertAction? {
    guard machine.setting.enabled else { return nil }
    finding.threshold = machine.setting.enter
    if finding.head != head {
      // Another head's evidence has another scale: an alert never rests on frames of both.
      machine.forgetValues()
      head = finding.head
    }
    guard let value = frame.value(of: finding, on: machine.setting.scale) else {
      machine.pause()
      return nil
    }
    let transition = machine.observe(
      AlertSample(
        frame: frame.sequence, capturedAt: frame.capturedAt, evidence: finding.evidence, value: value,
        vector: frame.vector(condition), deduction: frame.deduction(condition)))
    finding.state = state(of: value)
    return switch transition {
    case .raised(let why): raise(why, finding, at: frame.capturedAt, as: identifier())
    case .ended(let reason): end(reason)
    case nil: nil
    }
  }

  /// Another background is in force: what was compared with the former one is forgotten.
  mutating func changeBackground() {
    if machine.setting.scale == .background { machine.forgetValues() }
  }

  mutating func change(to setting: ThresholdSetting) -> AlertAction? { ended(by: machine.change(to: setting)) }

  mutating func endSession() -> AlertAction? { ended(by: machine.endSession()) }

  private mutating func raise(
    _ why: [AlertSample], _ finding: Finding, at moment: Moment, as identifier: AlertIdentifier
  ) -> AlertAction {
    alert = identifier
    return .raised(
      AlertRaise(
        alert: identifier, condition: condition, setting: machine.setting, probability: finding.probability, capturedAt: moment,
        why: why.map(\.reason)))
  }

  private mutating func ended(by transition: AlertTransition?) -> AlertAction? {
    guard case .ended(let reason) = transition else { return nil }
    return end(reason)
  }

  /// `nil` for an end without a beginning, which the machine never gives.
  private mutating func end(_ reason: AlertEndReason) -> AlertAction? {
    defer { alert = nil }
    return alert.map { .ended(AlertEnd(alert: $0, condition: condition, reason: reason)) }
  }

  private func state(of value: Double) -> FindingState {
    if value >= machine.setting.enter { return .above }
    return value >= machine.setting.exit && machine.isActive ? .holding : .below
  }
}
