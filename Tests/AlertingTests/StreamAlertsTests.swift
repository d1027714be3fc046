import Alerting
import Testing
import Vocabulary

@Suite("Alerts of a stream") struct StreamAlertsTests {
  let melanoma: ConditionIdentifier
  let nevus: ConditionIdentifier
  let normal: ConditionIdentifier
  let pack: Pack

  init() throws {
    melanoma = try #require(ConditionIdentifier("melanoma"))
    nevus = try #require(ConditionIdentifier("melanocytic-nevus"))
    normal = try #require(ConditionIdentifier("normal-skin"))
    let setting = ThresholdSetting(enter: 0.6, exit: 0.4, k: 1, n: 1, dwellMilliseconds: 0, cooldownMilliseconds: 0)
    func condition(_ id: ConditionIdentifier, _ setting: ThresholdSetting?, isControl: Bool = false) -> Condition {
      Condition(
        id: id, name: id.text, codes: [], terms: ["term"], tier: .warning, threshold: setting, evidence: "test",
        isControl: isControl)
    }
    pack = Pack(
      id: "test", version: 1, name: "test", regionStrategy: "skin", gate: PackGate(inDomain: [], outOfDomain: []),
      templates: ["{}"], normalTerms: [], outOfDomainTerms: [], temperature: nil,
      conditions: [condition(melanoma, setting), condition(nevus, nil)], controls: [condition(normal, nil, isControl: true)],
      fingerprint: Fingerprint("0"))
  }

  private func finding(_ condition: ConditionIdentifier, _ probability: Double?, evidence: Double = 0.1) -> Finding {
    Finding(condition: condition, similarity: 0, presence: 0.5, evidence: evidence, probability: probability, proven: true)
  }

  private func frame(_ number: Int) -> AlertFrame {
    AlertFrame(
      sequence: UInt64(number), capturedAt: .test(number * 100), backgroundQuantile: { _, evidence in evidence * 2 },
      vector: { _ in [1, 0] })
  }

  @Test func `a raised alert carries its frames, vectors and setting, and ends under the same identifier`() throws {
    var alerts = StreamAlerts(pack: pack)
    var findings = [finding(melanoma, 0.7), finding(nevus, 0.9)]
    let actions = alerts.observe(&findings, of: frame(1))
    guard case .raised(let raise) = try #require(actions.first), actions.count == 1 else {
      Issue.record("\(actions)")
      return
    }
    #expect(raise.condition == melanoma && raise.probability == 0.7 && raise.setting.enter == 0.6)
    #expect(
      raise.why == [
        AlertReasonFrame(frame: 1, capturedAt: Moment.test(100).rfc3339, evidence: 0.1, value: 0.7, vector: [1, 0])
      ])
    #expect(alerts.activeAlerts == [melanoma: raise.alert])
    #expect(findings[0].state == .above && findings[0].threshold == 0.6)
    #expect(findings[1].state == .unset && findings[1].threshold == nil)
    findings = [finding(melanoma, 0.5)]
    #expect(alerts.observe(&findings, of: frame(2)) == [])
    #expect(findings[0].state == .holding)
    findings = [finding(melanoma, 0.3)]
    #expect(alerts.observe(&findings, of: frame(3)) == [.ended(AlertEnd(alert: raise.alert, condition: melanoma, reason: .gone))])
    #expect(findings[0].state == .below && alerts.activeAlerts.isEmpty)
  }

  @Test func `an unproven condition never alerts on the probability scale, and does on the background scale`() throws {
    var alerts = StreamAlerts(pack: pack)
    var findings = [finding(melanoma, nil, evidence: 0.45)]
    #expect(alerts.observe(&findings, of: frame(1)) == [])
    #expect(findings[0].state == .unset && findings[0].threshold == 0.6)
    var setting = try #require(alerts.settings[melanoma])
    setting.scale = .background
    _ = try alerts.change([melanoma: setting])
    #expect(alerts.observe(&findings, of: frame(2)).count == 1)
    #expect(findings[0].state == .above)
  }

  @Test func `a background that was not recorded keeps silent`() throws {
    var alerts = StreamAlerts(pack: pack)
    var setting = try #require(alerts.settings[melanoma])
    setting.scale = .background
    _ = try alerts.change([melanoma: setting])
    var findings = [finding(melanoma, 0.99)]
    #expect(alerts.observe(&findings, of: AlertFrame(sequence: 1, capturedAt: .test(1))) == [])
    #expect(findings[0].state == .unset)
  }

  @Test func `changes are all or none`() throws {
    var alerts = StreamAlerts(pack: pack)
    let before = alerts.settings
    var bad = try #require(before[melanoma])
    bad.exit = 0.9
    let fault = try #require(bad.fault)
    let good = ThresholdSetting(enter: 0.5, exit: 0.5)
    #expect(throws: AlertingError.outOfRange(melanoma, fault)) {
      try alerts.change([nevus: good, melanoma: bad])
    }
    #expect(throws: AlertingError.unknownCondition(normal)) { try alerts.change([nevus: good, normal: good]) }
    #expect(alerts.settings == before)
    #expect(try alerts.change([nevus: good]) == [])
    #expect(alerts.settings[nevus] == good)
  }

  @Test func `switching off and the session's end name the alert they end`() throws {
    var alerts = StreamAlerts(pack: pack)
    var findings = [finding(melanoma, 0.7)]
    _ = alerts.observe(&findings, of: frame(1))
    let first = try #require(alerts.activeAlerts[melanoma])
    var off = try #require(alerts.settings[melanoma])
    off.enabled = false
    #expect(try alerts.change([melanoma: off]) == [.ended(AlertEnd(alert: first, condition: melanoma, reason: .disabled))])
    off.enabled = true
    _ = try alerts.change([melanoma: off])
    _ = alerts.observe(&findings, of: frame(2))
    let second = try #require(alerts.activeAlerts[melanoma])
    #expect(second != first)
    #expect(alerts.endSession() == [.ended(AlertEnd(alert: second, condition: melanoma, reason: .sessionEnded))])
    #expect(alerts.endSession() == [])
  }

  @Test func `settings kept from before replace the pack's, unless they are out of range or foreign`() {
    let kept = ThresholdSetting(enter: 0.8, exit: 0.7)
    let alerts = StreamAlerts(pack: pack, settings: [melanoma: kept, normal: kept])
    #expect(alerts.settings == [melanoma: kept])
  }
}
