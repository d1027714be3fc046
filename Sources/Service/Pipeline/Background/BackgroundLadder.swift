import Alerting
import Detection
import Vocabulary

/// Plays a recorded stretch to the alert machine at several thresholds: what a quantile means in alerts an hour.
///
/// The stretch judges itself, so that these are what the clinician would have seen on it, not a promise for later. "None" in ten
/// minutes still allows for some in an hour.
struct BackgroundLadder {
  /// Quantiles to enter at, rising; at 1 a frame must resemble more than anything recorded.
  static let enters: [Double] = [0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1]

  /// An alert ends where twice as many ordinary frames lie above, at most at the quantile 0.998.
  static func exit(for enter: Double) -> Double { min(0.998, 1 - 2 * (1 - enter)) }

  let recorder: BackgroundRecorder

  /// - Parameter setting: whose window, dwell and cooldown are played; its scale and values are not used.
  func rates(of condition: ConditionIdentifier, on curve: BackgroundCurve, _ setting: ThresholdSetting) -> [BackgroundRate] {
    let hours = recorder.duration.milliseconds / 3_600_000
    guard let evidence = recorder.evidence[condition], evidence.count == recorder.frames, hours > 0 else { return [] }
    let values = evidence.map { curve.quantile(Double($0)) }
    return Self.enters.map { enter in
      var setting = setting
      (setting.scale, setting.enabled, setting.enter, setting.exit) = (.background, true, enter, Self.exit(for: enter))
      let alerts = alerts(values, AlertMachine(setting))
      return BackgroundRate(enter: enter, exit: setting.exit, alerts: alerts, alertsAnHour: Double(alerts) / hours)
    }
  }

  private func alerts(_ values: [Double], _ machine: AlertMachine) -> Int {
    var (machine, alerts, pauses) = (machine, 0, recorder.pauses[...])
    for (index, moment) in recorder.moments.enumerated() {
      while let pause = pauses.first, pause <= index {
        machine.pause()
        pauses.removeFirst()
      }
      let sample = AlertSample(frame: UInt64(index), capturedAt: moment, evidence: 0, value: values[index])
      if case .raised = machine.observe(sample) { alerts += 1 }
    }
    return alerts
  }
}
