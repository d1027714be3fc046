/// One of the frames that made an alert: enough to re-derive its evidence without a pixel.
public struct AlertReasonFrame: Sendable, Hashable, Codable {
  public let frame: UInt64
  public let capturedAt: String
  public let evidence: Double
  /// What the threshold was compared with: probability, or quantile of the background.
  public let value: Double
  /// The embedding that gave the evidence; in the journal and an administrator's export only.
  public var vector: [Float]?

  public init(frame: UInt64, capturedAt: String, evidence: Double, value: Double, vector: [Float]?) {
    self.frame = frame
    self.capturedAt = capturedAt
    self.evidence = evidence
    self.value = value
    self.vector = vector
  }

  enum CodingKeys: String, CodingKey {
    case frame, evidence, value, vector
    case capturedAt = "captured_at"
  }
}
