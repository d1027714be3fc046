internal import Vocabulary
internal import YAML

/// A condition or control as it stands in the file.
struct PackEntry: Sendable, Hashable {
  let condition: Condition
  let terms: [PlacedText]
  let mapping: YAMLMapping

  /// Where a key stands, or the entry if it is absent.
  func line(of key: String) -> Int { mapping.location(of: key).line }

  static let conditionKeys = ["id", "name", "codes", "terms", "tier", "thresholds", "evidence", "look_alikes"]
  static let controlKeys = ["id", "name", "codes", "terms"]

  init(_ node: YAMLNode, isControl: Bool) throws(YAMLFailure) {
    mapping = try node.mapping(allowing: isControl ? Self.controlKeys : Self.conditionKeys)
    terms = try PlacedText.list(try mapping.required("terms"))
    condition = Condition(
      id: try Self.identifier(try mapping.required("id")), name: try mapping.required("name").text(),
      codes: try Self.codes(mapping["codes"]), terms: terms.map(\.text), tier: try mapping["tier"]?.choice(of: AlertTier.self),
      threshold: try Self.threshold(mapping["thresholds"]), evidence: try mapping["evidence"]?.text(), isControl: isControl,
      lookAlikes: try Self.lookAlikes(mapping["look_alikes"]))
  }

  private static func identifier(_ node: YAMLNode) throws(YAMLFailure) -> ConditionIdentifier {
    let allowed = "a kebab-case name of 1 to 80 of a-z, 0-9 and single inner hyphens"
    guard let identifier = ConditionIdentifier(try node.text(allowed: allowed)) else { throw node.failure(allowed: allowed) }
    return identifier
  }

  private static func lookAlikes(_ node: YAMLNode?) throws(YAMLFailure) -> [ConditionIdentifier] {
    var found: [ConditionIdentifier] = []
    for item in try node?.sequence() ?? [] { found.append(try identifier(item)) }
    return found
  }

  private static func codes(_ node: YAMLNode?) throws(YAMLFailure) -> [OntologyCode] {
    var codes: [OntologyCode] = []
    for item in try node?.sequence() ?? [] {
      let code = try item.mapping(allowing: ["system", "code", "display"])
      codes.append(
        OntologyCode(
          system: try code.required("system").text(), code: try code.required("code").text(),
          display: try code.required("display").text()))
    }
    return codes
  }

  private static func threshold(_ node: YAMLNode?) throws(YAMLFailure) -> ThresholdSetting? {
    guard let node else { return nil }
    let keys = ["scale", "enter", "exit", "k", "n", "dwell_ms", "cooldown_ms", "enabled"]
    let mapping = try node.mapping(allowing: keys)
    let enter = try mapping.required("enter")
    var setting = ThresholdSetting(enter: try enter.number(in: 0...1), exit: try mapping.required("exit").number(in: 0...1))
    if let scale = try mapping["scale"]?.choice(of: ThresholdScale.self) { setting.scale = scale }
    if let k = try mapping["k"]?.integer(in: 1...64) { setting.k = k }
    if let n = try mapping["n"]?.integer(in: 1...64) { setting.n = n }
    if let dwell = try mapping["dwell_ms"]?.integer(in: 0...60_000) { setting.dwellMilliseconds = dwell }
    if let cooldown = try mapping["cooldown_ms"]?.integer(in: 0...3_600_000) { setting.cooldownMilliseconds = cooldown }
    if let enabled = try mapping["enabled"]?.boolean() { setting.enabled = enabled }
    // What the single ranges cannot say: exit above enter, k above n.
    if let fault = setting.fault { throw (mapping[fault.field] ?? node).failure(allowed: fault.allowed) }
    return setting
  }
}
