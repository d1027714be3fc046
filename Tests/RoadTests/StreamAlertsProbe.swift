import Alerting
import Vocabulary

@testable import Pipeline

/// The test pack's alert machines, with thresholds that every value reaches.
struct StreamAlertsProbe {
  private var alerts = StreamAlerts(
    pack: .test,
    settings: [
      .melanoma: ThresholdSetting(
        scale: .background, enter: 0.01, exit: 0.005, k: 2, n: 2, dwellMilliseconds: 0, cooldownMilliseconds: 0)
    ])
  private var sequence: UInt64 = 0

  /// - Returns: whether an alert was raised.
  mutating func observe(_ findings: [Finding]) -> Bool {
    sequence += 1
    var findings = findings
    let moment = Moment(monotonic: .milliseconds(100 * Int(sequence)), wallMilliseconds: 100 * Int64(sequence))
    let frame = AlertFrame(sequence: sequence, capturedAt: moment, backgroundQuantile: { _, _ in 1 })
    return alerts.observe(&findings, of: frame).contains { if case .raised = $0 { true } else { false } }
  }
}
