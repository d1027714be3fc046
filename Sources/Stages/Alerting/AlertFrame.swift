public import Vocabulary

/// One analysed frame as alerting needs it.
public struct AlertFrame: Sendable {
  public let sequence: UInt64
  public let capturedAt: Moment
  /// Quantile of a condition's evidence over the recorded background; `nil` where none is frozen.
  let backgroundQuantile: @Sendable (ConditionIdentifier, Double) -> Double?
  /// The embedding that gave a condition's evidence.
  let vector: @Sendable (ConditionIdentifier) -> [Float]?
  /// What was taken off a condition's evidence; `nil` where nothing was.
  let deduction: @Sendable (ConditionIdentifier) -> Double?

  /// - Parameters:
  ///   - sequence: the frame's number in its session.
  ///   - capturedAt: when the frame reached the server.
  ///   - backgroundQuantile: from condition and evidence to 0…1; asked only where a setting's scale is `background`.
  ///   - vector: asked only for conditions whose alert is set.
  ///   - deduction: what was taken off the evidence of `vector`.
  public init(
    sequence: UInt64, capturedAt: Moment,
    backgroundQuantile: @escaping @Sendable (ConditionIdentifier, Double) -> Double? = { _, _ in nil },
    vector: @escaping @Sendable (ConditionIdentifier) -> [Float]? = { _ in nil },
    deduction: @escaping @Sendable (ConditionIdentifier) -> Double? = { _ in nil }
  ) {
    self.sequence = sequence
    self.capturedAt = capturedAt
    self.backgroundQuantile = backgroundQuantile
    self.vector = vector
    self.deduction = deduction
  }

  /// What a finding's threshold is compared with; `nil` if this scale has no value here.
  func value(of finding: Finding, on scale: ThresholdScale) -> Double? {
    switch scale {
    case .probability: finding.probability
    case .background: backgroundQuantile(finding.condition, finding.evidence)
    }
  }
}
