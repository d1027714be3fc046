import Vocabulary

/// A condition as `/conditions` gives it.
struct ServedCondition: Encodable, Sendable {
  let id: ConditionIdentifier
  let name: String
  let tier: AlertTier?
  let codes: [OntologyCode]
  let proven: Bool

  init(_ condition: Condition, isProven: Bool) {
    id = condition.id
    name = condition.name
    tier = condition.tier
    codes = condition.codes
    proven = isProven
  }

  enum CodingKeys: String, CodingKey { case id, name, tier, codes, proven }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(tier, forKey: .tier)
    try container.encode(codes, forKey: .codes)
    try container.encode(proven, forKey: .proven)
  }
}

/// A pack as `/packs` gives it.
struct ServedPack: Encodable, Sendable {
  struct Control: Encodable, Sendable {
    let id: ConditionIdentifier
    let name: String
  }

  struct Member: Encodable, Sendable {
    let id: ConditionIdentifier
    let name: String
    let tier: AlertTier?
    let codes: [OntologyCode]
    let terms: [String]
    let threshold: ThresholdSetting?
    let evidence: String?
    let lookAlikes: [ConditionIdentifier]
    let proven: Bool

    enum CodingKeys: String, CodingKey {
      case id, name, tier, codes, terms, threshold, evidence, proven
      case lookAlikes = "look_alikes"
    }
  }

  let id: String
  let version: Int
  let name: String
  let strategy: String
  let fingerprint: Fingerprint
  let conditions: [WithNulls<Member>]
  let controls: [Control]

  init(_ pack: Pack, proven: Set<ConditionIdentifier>) {
    id = pack.id
    version = pack.version
    name = pack.name
    strategy = pack.regionStrategy
    fingerprint = pack.fingerprint
    controls = pack.controls.map { Control(id: $0.id, name: $0.name) }
    conditions = pack.conditions.map { condition in
      let member = Member(
        id: condition.id, name: condition.name, tier: condition.tier, codes: condition.codes, terms: condition.terms,
        threshold: condition.threshold, evidence: condition.evidence, lookAlikes: condition.lookAlikes,
        proven: proven.contains(condition.id))
      return WithNulls(record: member, keys: ["tier", "threshold", "evidence"])
    }
  }
}

/// An encoder as `/models` gives it.
struct ServedModel: Encodable, Sendable {
  let model: String
  let fingerprint: Fingerprint
  let precision: String
  let preprocessing: String
  let dimension: Int
  let hasGate: Bool
  let maps: Maps

  /// What becomes of its patch maps.
  enum Maps: String, Encodable, Sendable {
    /// Measured, and better than chance.
    case shown
    /// Measured, and no better than chance: regions are whole crops.
    case hidden
    /// Nobody has measured them; they are shown.
    case unmeasured
  }

  init(_ encoder: EncoderDescription, areMapsFaithful: Bool?) {
    maps = areMapsFaithful.map { $0 ? .shown : .hidden } ?? .unmeasured
    model = encoder.model
    fingerprint = encoder.fingerprint
    precision = encoder.precision
    preprocessing = encoder.preprocessing
    dimension = encoder.dimension
    hasGate = encoder.domainThreshold != nil
  }

  enum CodingKeys: String, CodingKey {
    case model, fingerprint, precision, preprocessing, dimension, maps
    case hasGate = "has_gate"
  }
}
