public import Vocabulary

/// What one analysed frame says of one condition.
public struct AlertSample: Sendable, Hashable {
  /// Sequence of the frame in its session.
  public let frame: UInt64
  public let capturedAt: Moment
  public let evidence: Double
  /// On the setting's scale, 0…1.
  public let value: Double
  /// The embedding that gave the evidence.
  public let vector: [Float]?
  /// What was taken off that evidence; `nil` where nothing was.
  public let deduction: Double?

  public init(
    frame: UInt64, capturedAt: Moment, evidence: Double, value: Double, vector: [Float]? = nil, deduction: Double? = nil
  ) {
    self.frame = frame
    self.capturedAt = capturedAt
    self.evidence = evidence
    self.value = value
    self.vector = vector
    self.deduction = deduction
  }

  /// As the record of an alert holds it.
  var reason: AlertReasonFrame {
    AlertReasonFrame(
      frame: frame, capturedAt: capturedAt.rfc3339, evidence: evidence, deduction: deduction, value: value, vector: vector)
  }
}
