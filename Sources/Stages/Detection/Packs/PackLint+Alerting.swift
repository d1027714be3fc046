internal import Vocabulary

// Whether a condition's alert can begin, end and be justified.
extension PackLint {
  /// The slowest rate at which a stream is still watched, in analysed frames a second.
  private static let slowFramesPerSecond = 5.0
  /// A sign that takes longer than this is over before it alerts.
  private static let longestRaiseSeconds = 10.0

  func alerting(_ entry: PackEntry) -> [PackFinding] {
    let name = entry.condition.id
    guard let threshold = entry.condition.threshold else {
      guard entry.condition.tier != nil else { return [] }
      return [
        finding(
          "thresholds", .warning, entry.line(of: "tier"),
          "\(name): a tier but no thresholds, so it never alerts until someone sets them")
      ]
    }
    let line = entry.line(of: "thresholds")
    var findings: [PackFinding] = []
    if threshold.enabled, entry.condition.tier == nil {
      findings.append(
        finding(
          "tier", .error, line,
          "\(name): alerts without a tier; one of \(AlertTier.allCases.map(\.rawValue).joined(separator: ", "))"))
    }
    if entry.condition.evidence == nil {
      findings.append(
        finding(
          "evidence", threshold.enabled ? .error : .warning, line, "\(name): evidence missing; say how the thresholds were chosen"
        ))
    }
    return findings + reach(threshold, name, line)
  }

  private func reach(_ threshold: ThresholdSetting, _ name: ConditionIdentifier, _ line: Int) -> [PackFinding] {
    var findings: [PackFinding] = []
    if threshold.enter >= 1, threshold.scale == .probability {
      findings.append(finding("unreachable", .error, line, "\(name): a probability never reaches enter 1"))
    }
    if threshold.exit <= 0 {
      findings.append(finding("endless", .error, line, "\(name): nothing falls below exit 0, so the alert never ends"))
    }
    if threshold.exit == threshold.enter {
      findings.append(finding("hysteresis", .warning, line, "\(name): exit equals enter, so the alert will flicker; leave a gap"))
    }
    let seconds = Double(threshold.k) / Self.slowFramesPerSecond + Double(threshold.dwellMilliseconds) / 1000
    if seconds > Self.longestRaiseSeconds {
      findings.append(
        finding("slow", .warning, line, "\(name): k and dwell_ms together take \(Int(seconds)) s at 5 analysed frames a second"))
    }
    if threshold.scale == .background {
      findings.append(finding("background", .note, line, "\(name): silent on every stream until its background is recorded"))
    }
    return findings
  }
}
