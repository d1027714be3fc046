import Alerting
import Detection
import Synchronization
import Vocabulary

extension StreamRuntime {
  /// Compares a frame's quick answer with its full grid, and remembers how they agree.
  ///
  /// Both are held against the thresholds in force now, one frame at a time: with one full grid in seconds there is no window of frames.
  @discardableResult
  func compare(_ fast: Scored, _ full: Scored) -> GridComparison {
    let encoder = full.encoder?.fingerprint ?? model
    return content.withLock { content in
      let settings = content.alerts.settings
      let quantiles = content.background.quantiles(of: encoder)
      let comparison = GridComparison(fast: fast.assessment.findings, full: full.assessment.findings) { finding in
        guard let setting = settings[finding.condition], setting.enabled else { return nil }
        let value =
          switch setting.scale {
          case .probability: finding.probability
          case .background: quantiles?.quantile(finding.evidence, of: finding.condition)
          }
        return value.map { $0 >= setting.enter }
      }
      content.agreement.note(comparison, by: encoder)
      return comparison
    }
  }
}

extension StreamBackground {
  /// What was frozen of this encoder's evidence; another's has another scale.
  func quantiles(of encoder: Fingerprint) -> BackgroundQuantiles? {
    frozen.map(\.quantiles).flatMap { $0.model == encoder ? $0 : nil }
  }
}
