internal import Cryptography
internal import Vocabulary
internal import YAML

/// A pack as read from its file, with the places that `packs lint` names.
struct PackDocument: Sendable {
  static let keys = [
    "id", "version", "name", "licence", "research_use_only", "region_strategy", "gate", "templates", "references", "temperature",
    "conditions", "controls",
  ]

  let file: String
  let root: YAMLMapping
  let pack: Pack
  let isResearchUseOnly: Bool
  let templates: [PlacedText]
  let normal: [PlacedText]
  let outOfDomain: [PlacedText]
  let gateIn: [PlacedText]
  let gateOut: [PlacedText]
  let conditions: [PackEntry]
  let controls: [PackEntry]

  init(_ bytes: [UInt8], name: String) throws(YAMLFailure) {
    file = name
    root = try YAMLDocument.parse(bytes, name: name).mapping(allowing: Self.keys)
    _ = try root.required("licence").text()
    isResearchUseOnly = try root.required("research_use_only").boolean()
    (gateIn, gateOut) = try Self.gate(try root.required("gate"))
    templates = try PlacedText.list(try root.required("templates"))
    let references = try root.required("references").mapping(allowing: ["normal", "out_of_domain"])
    normal = try Self.terms(try references.required("normal"))
    outOfDomain = try Self.terms(try references.required("out_of_domain"))
    conditions = try Self.entries(try root.required("conditions"), isControl: false)
    controls = try Self.entries(root["controls"], isControl: true)
    pack = Pack(
      id: try Self.identifier(try root.required("id")), version: try root.required("version").integer(in: 1...1_000_000),
      name: try root.required("name").text(), regionStrategy: try root.required("region_strategy").text(),
      gate: PackGate(inDomain: gateIn.map(\.text), outOfDomain: gateOut.map(\.text)), templates: templates.map(\.text),
      normalTerms: normal.map(\.text), outOfDomainTerms: outOfDomain.map(\.text),
      temperature: try root["temperature"]?.number(in: 0.0001...100), conditions: conditions.map(\.condition),
      controls: controls.map(\.condition), fingerprint: Fingerprint(SHA256.digest(of: bytes).hexadecimal))
  }

  private static func identifier(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "a kebab-case name of 1 to 80 of a-z, 0-9 and single inner hyphens"
    let text = try node.text(allowed: allowed)
    guard ConditionIdentifier(text) != nil else { throw node.failure(allowed: allowed) }
    return text
  }

  private static func gate(_ node: YAMLNode) throws(YAMLFailure) -> ([PlacedText], [PlacedText]) {
    let gate = try node.mapping(allowing: ["kind", "in_domain", "out_of_domain"])
    let kind = try gate.required("kind")
    guard try kind.text() == "embedding" else { throw kind.failure(allowed: "embedding") }
    return (try PlacedText.list(try gate.required("in_domain")), try PlacedText.list(try gate.required("out_of_domain")))
  }

  private static func terms(_ node: YAMLNode) throws(YAMLFailure) -> [PlacedText] {
    try PlacedText.list(try node.mapping(allowing: ["terms"]).required("terms"))
  }

  private static func entries(_ node: YAMLNode?, isControl: Bool) throws(YAMLFailure) -> [PackEntry] {
    guard let node else { return [] }
    var entries: [PackEntry] = []
    for item in try node.sequence() { entries.append(try PackEntry(item, isControl: isControl)) }
    guard isControl || !entries.isEmpty else { throw node.failure(allowed: "a list of at least one condition") }
    return entries
  }
}
