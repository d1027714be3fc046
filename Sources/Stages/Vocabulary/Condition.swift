/// One condition, or one control, of a pack.
public struct Condition: Sendable, Hashable {
  public let id: ConditionIdentifier
  public let name: String
  public let codes: [OntologyCode]
  /// Synonyms in lower case, without negations.
  public let terms: [String]
  /// `nil` for what never alerts.
  public let tier: AlertTier?
  public let threshold: ThresholdSetting?
  /// How the threshold was chosen, in words.
  public let evidence: String?
  /// What it is easily taken for: ids of the pack's other conditions.
  public let lookAlikes: [ConditionIdentifier]
  /// A control (normal skin, say) is scored but is no condition.
  public let isControl: Bool

  public init(
    id: ConditionIdentifier, name: String, codes: [OntologyCode], terms: [String], tier: AlertTier?,
    threshold: ThresholdSetting?, evidence: String?, isControl: Bool, lookAlikes: [ConditionIdentifier] = []
  ) {
    self.id = id
    self.name = name
    self.codes = codes
    self.terms = terms
    self.tier = tier
    self.threshold = threshold
    self.evidence = evidence
    self.isControl = isControl
    self.lookAlikes = lookAlikes
  }
}
