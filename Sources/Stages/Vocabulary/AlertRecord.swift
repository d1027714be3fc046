/// An alert as the journal projects it and as clients see it; field names are the outside face and stay.
public struct AlertRecord: Sendable, Hashable, Codable {
  /// Who acknowledged the alert, and when.
  public struct Acknowledgement: Sendable, Hashable, Codable {
    public let by: String
    public let at: String

    public init(by: String, at: String) {
      self.by = by
      self.at = at
    }
  }

  public var id: AlertIdentifier
  public var stream: StreamIdentifier
  public var session: SessionIdentifier
  public var condition: ConditionIdentifier
  public var codes: [OntologyCode]
  public var tier: AlertTier
  public var state: AlertState
  public var raisedAt: String
  public var endedAt: String?
  public var acknowledged: Acknowledgement?
  public var silencedUntil: String?
  public var silenceReason: String?
  public var capturedAt: String
  /// At the raise; `nil` where no calibration exists.
  public var probability: Double?
  public var threshold: ThresholdSetting
  public var why: [AlertReasonFrame]
  /// Fingerprint of the encoder.
  public var model: Fingerprint
  /// Fingerprint of the pack.
  public var pack: Fingerprint
  public var preprocessing: String
  public var frameSHA256: String
  /// Sequence of the `alert-raised` entry; 0 until it is journalled.
  public var sequence: Int64
  /// Hash of that entry; empty until it is journalled.
  public var hash: String
  public var demo: Bool
  /// What was measured in the frame that raised it; `nil` in records of earlier versions.
  public var observation: AlertObservation?
  /// The fitted head that raised it; absent where the pack's wordings did.
  public var head: HeadReference?
  public var researchUseOnly: Bool

  public init(
    id: AlertIdentifier, stream: StreamIdentifier, session: SessionIdentifier, condition: ConditionIdentifier,
    codes: [OntologyCode], tier: AlertTier, raisedAt: String, capturedAt: String, probability: Double?,
    threshold: ThresholdSetting, why: [AlertReasonFrame], model: Fingerprint, pack: Fingerprint, preprocessing: String,
    frameSHA256: String, demo: Bool, observation: AlertObservation? = nil, head: HeadReference? = nil
  ) {
    self.id = id
    self.stream = stream
    self.session = session
    self.condition = condition
    self.codes = codes
    self.tier = tier
    self.state = .active
    self.raisedAt = raisedAt
    self.capturedAt = capturedAt
    self.probability = probability
    self.threshold = threshold
    self.why = why
    self.model = model
    self.pack = pack
    self.preprocessing = preprocessing
    self.frameSHA256 = frameSHA256
    self.sequence = 0
    self.hash = ""
    self.demo = demo
    self.observation = observation
    self.head = head
    self.researchUseOnly = true
  }

  enum CodingKeys: String, CodingKey {
    case id, stream, session, condition, codes, tier, state, acknowledged, probability, threshold, why, model, pack, preprocessing
    case sequence, hash, demo, observation, head
    case raisedAt = "raised_at"
    case endedAt = "ended_at"
    case silencedUntil = "silenced_until"
    case silenceReason = "silence_reason"
    case capturedAt = "captured_at"
    case frameSHA256 = "frame_sha256"
    case researchUseOnly = "research_use_only"
  }

  /// The same record without the vectors, for everyone but the journal and an administrator's export.
  public var withoutVectors: AlertRecord {
    var copy = self
    for index in copy.why.indices { copy.why[index].vector = nil }
    return copy
  }
}
