/// One of the frames that made an alert: enough to re-derive its evidence without a pixel.
public struct AlertReasonFrame: Sendable, Hashable, Codable {
  public let frame: UInt64
  public let capturedAt: String
  /// What the vector says of the condition, less the deduction.
  public let evidence: Double
  /// What was taken off because the vector is that of a part of the frame; absent where nothing was.
  public let deduction: Double?
  /// What the threshold was compared with: probability, or quantile of the background.
  public let value: Double
  /// The embedding that gave the evidence; in the journal and an administrator's export only.
  public var vector: [Float]?

  public init(frame: UInt64, capturedAt: String, evidence: Double, deduction: Double? = nil, value: Double, vector: [Float]?) {
    self.frame = frame
    self.capturedAt = capturedAt
    self.evidence = evidence
    self.deduction = deduction
    self.value = value
    self.vector = vector
  }

  enum CodingKeys: String, CodingKey {
    case frame, evidence, deduction, value, vector
    case capturedAt = "captured_at"
  }
}
