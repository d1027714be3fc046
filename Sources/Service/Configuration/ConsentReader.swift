import Vocabulary
import YAML

/// Reads a mapping `consent:`; members that are absent are as the standard has them.
struct ConsentReader {
  static let keys = ["record", "snapshots", "speak", "hand_off", "retain_days"]

  let standard: Consent

  func read(_ node: YAMLNode) throws(YAMLFailure) -> Consent {
    if let text = try? node.text(), text == "none" { return .none }
    let mapping = try node.mapping(allowing: Self.keys)
    var consent = standard
    if let node = mapping["record"] { consent.record = try node.boolean() }
    if let node = mapping["snapshots"] { consent.snapshots = try node.boolean() }
    if let node = mapping["speak"] { consent.speak = try node.boolean() }
    if let node = mapping["hand_off"] { consent.handOff = try node.boolean() }
    if let node = mapping["retain_days"] { consent.retainDays = try node.integer(in: Consent.retentionDays) }
    return consent
  }

  func subject(_ node: YAMLNode) throws(YAMLFailure) -> SubjectPseudonym {
    guard let subject = SubjectPseudonym(try node.text(allowed: SubjectPseudonym.allowed)) else {
      throw node.failure(allowed: SubjectPseudonym.allowed)
    }
    return subject
  }
}
