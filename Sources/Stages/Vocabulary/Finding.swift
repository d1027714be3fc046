/// How much a frame resembles one condition.
public struct Finding: Sendable, Hashable, Codable {
  public let condition: ConditionIdentifier
  /// Mean cosine with the condition's wordings, −1…1.
  public let similarity: Double
  /// Pairwise softmax of condition and references, 0…1.
  public let presence: Double
  /// Similarity to the condition less similarity to its references: what calibration and thresholds read.
  public let evidence: Double
  /// Calibrated, 0…1; `nil` where no calibration exists for this model and pack.
  public let probability: Double?
  /// The enter threshold in force, on the scale of its setting.
  public var threshold: Double?
  public var state: FindingState
  /// Whether a calibration stands behind it.
  public let proven: Bool
  /// Where the evidence comes from, strongest first.
  public let regions: [Region]
  /// Whether quick answers can be relied on for this condition, by full grids of the same stream; `nil` while that is not known, and where the
  /// whole frame was looked at.
  public var agreement: AgreementVerdict?
  /// The fitted head that evidence and probability come from; `nil` where they come from the pack's wordings.
  public let head: HeadReference?

  public init(
    condition: ConditionIdentifier, similarity: Double, presence: Double, evidence: Double, probability: Double?,
    threshold: Double? = nil, state: FindingState = .unset, proven: Bool, regions: [Region] = [],
    head: HeadReference? = nil
  ) {
    self.condition = condition
    self.similarity = similarity
    self.presence = presence
    self.evidence = evidence
    self.probability = probability
    self.threshold = threshold
    self.state = state
    self.proven = proven
    self.regions = regions
    self.head = head
  }

  enum CodingKeys: String, CodingKey {
    case condition, similarity, presence, evidence, probability, threshold, state, proven, regions, agreement, head
  }

  // Written by hand: an absent probability must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(condition, forKey: .condition)
    try container.encode(similarity, forKey: .similarity)
    try container.encode(presence, forKey: .presence)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(probability, forKey: .probability)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(state, forKey: .state)
    try container.encode(proven, forKey: .proven)
    try container.encode(regions, forKey: .regions)
    try container.encode(agreement, forKey: .agreement)
    try container.encodeIfPresent(head, forKey: .head)
  }
}
