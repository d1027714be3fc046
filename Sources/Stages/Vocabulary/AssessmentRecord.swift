/// An assessment as JSON; field names are the outside face and stay.
public struct AssessmentRecord: Sendable, Codable, Hashable {
  /// Which frame was assessed, and its size in pixels.
  public struct Frame: Sendable, Codable, Hashable {
    public let sequence: UInt64
    public let capturedAt: String
    public let width: Int
    public let height: Int

    enum CodingKeys: String, CodingKey {
      case sequence, width, height
      case capturedAt = "captured_at"
    }
  }

  /// What made the vectors, and how much of the picture it took in.
  public struct Encoder: Sendable, Codable, Hashable {
    public let model: String
    public let precision: String
    public let tokens: Int
    public let fullGrid: Bool

    enum CodingKeys: String, CodingKey {
      case model, precision, tokens
      case fullGrid = "full_grid"
    }
  }

  /// Whether the frame could be judged, and why not.
  public struct Gate: Sendable, Codable, Hashable {
    public let usable: Bool
    public let reasons: [GateReason]
  }

  public let stream: StreamIdentifier
  public let session: SessionIdentifier
  public let frame: Frame
  public let age: Double
  public let senderAge: Double?
  public let encoder: Encoder
  public let gate: Gate
  public let findings: [Finding]
  public let demo: Bool
  public var researchUseOnly = true

  enum CodingKeys: String, CodingKey {
    case stream, session, frame, encoder, gate, findings, demo
    case age = "age_ms"
    case senderAge = "sender_age_ms"
    case researchUseOnly = "research_use_only"
  }
}
