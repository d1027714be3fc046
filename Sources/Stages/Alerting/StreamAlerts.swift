public import Vocabulary

/// All alerts of one stream: one machine for each condition that has a setting. A value with the same invariants as
/// ``AlertMachine``, each alert under an identifier of its own.
public struct StreamAlerts: Sendable {
  private let conditions: Set<ConditionIdentifier>
  private var armed: [ConditionIdentifier: ArmedCondition] = [:]
  private let makeIdentifier: @Sendable () -> AlertIdentifier

  /// - Parameters:
  ///   - pack: whose conditions may alert; its thresholds are the ones to begin with.
  ///   - settings: what was set on this stream before, by condition; those of other conditions are ignored.
  ///   - makeIdentifier: names each new alert; given by tests that must know the name.
  public init(
    pack: Pack, settings: [ConditionIdentifier: ThresholdSetting] = [:],
    makeIdentifier: @escaping @Sendable () -> AlertIdentifier = { AlertIdentifier() }
  ) {
    conditions = Set(pack.conditions.map(\.id))
    self.makeIdentifier = makeIdentifier
    for condition in pack.conditions {
      guard let setting = settings[condition.id] ?? condition.threshold, setting.fault == nil else { continue }
      armed[condition.id] = ArmedCondition(condition.id, setting)
    }
  }

  /// What is set now, by condition; a condition that is absent has no alert set.
  public var settings: [ConditionIdentifier: ThresholdSetting] { armed.mapValues(\.machine.setting) }

  /// The alerts that are on.
  public var activeAlerts: [ConditionIdentifier: AlertIdentifier] { armed.compactMapValues(\.alert) }

  /// Where a condition's machine stands; `nil` if no alert is set.
  public func phase(of condition: ConditionIdentifier) -> AlertPhase? { armed[condition]?.machine.phase }

  /// Takes the findings of an analysed frame in, and writes into each its threshold and its state against it.
  public mutating func observe(_ findings: inout [Finding], of frame: AlertFrame) -> [AlertAction] {
    findings.indices.compactMap { index in
      armed[findings[index].condition]?.observe(&findings[index], of: frame, identifier: makeIdentifier) ?? nil
    }
  }

  /// A frame was refused: every machine waits, none clears.
  public mutating func pause() {
    for condition in armed.keys { armed[condition]?.pause() }
  }

  /// Another background is in force: windows of conditions on the `background` scale start anew; alerts that are on stay on.
  public mutating func changeBackground() {
    for condition in armed.keys { armed[condition]?.changeBackground() }
  }

  /// Changes settings, all or none; the alert of a condition that is switched off ends.
  public mutating func change(_ changes: [ConditionIdentifier: ThresholdSetting]) throws(AlertingError) -> [AlertAction] {
    let ordered = changes.sorted { $0.key < $1.key }
    for (condition, setting) in ordered {
      guard conditions.contains(condition) else { throw .unknownCondition(condition) }
      if let fault = setting.fault { throw .outOfRange(condition, fault) }
    }
    return ordered.compactMap { condition, setting in
      armed[condition, default: ArmedCondition(condition, setting)].change(to: setting)
    }
  }

  /// Goes on with the conditions and settings of `other`, another pack's, from nothing; every alert that is on ends.
  ///
  /// - Parameter other: what is in force from now on.
  /// - Returns: the ends of the alerts that were on, by condition.
  public mutating func give(wayTo other: StreamAlerts) -> [AlertAction] {
    let ended = activeAlerts.sorted { $0.key < $1.key }.map { condition, alert in
      AlertAction.ended(AlertEnd(alert: alert, condition: condition, reason: .packChanged))
    }
    self = other
    return ended
  }

  /// Ends every alert that is on and starts from nothing; settings stay.
  public mutating func endSession() -> [AlertAction] {
    armed.keys.sorted().compactMap { armed[$0]?.endSession() ?? nil }
  }
}
