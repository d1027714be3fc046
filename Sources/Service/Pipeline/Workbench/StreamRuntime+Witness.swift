import Alerting
import Vocabulary

extension StreamRuntime {
  /// Days for which vectors of drawn skin are kept.
  static let drawnDays = 1
}

extension WitnessedFrame {
  /// - Parameters:
  ///   - frame: what was looked at.
  ///   - assessment: what it came to.
  ///   - scored: its vectors; `nil` for a refused one.
  ///   - encoder: whose vectors they are.
  init(_ frame: Frame, _ assessment: Assessment, scored: Scored?, encoder: EncoderDescription) {
    self.init(
      stream: frame.stream, session: frame.session, sequence: frame.sequence, capturedAt: frame.capturedAt, isDemo: frame.isDemo,
      encoder: encoder,
      reasons: assessment.gateReasons, embeddings: scored?.embeddings.map(\.bare) ?? [], findings: assessment.findings)
  }

  /// The same with what the frame did to alerts.
  func noting(_ actions: [AlertAction]) -> WitnessedFrame {
    var copy = self
    for action in actions {
      switch action {
      case .raised(let raise): copy.raised.insert(raise.condition)
      case .ended(let end): copy.ended.insert(end.condition)
      }
    }
    return copy
  }
}
