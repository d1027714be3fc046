public import Vocabulary

/// Every sentence of a pack, each once, and who speaks for what: what a text encoder embeds, once for each pack.
public struct PackPrompts: Sendable, Hashable {
  /// A condition, control or reference: for each template the rows of ``texts`` that speak for it.
  struct Group: Sendable, Hashable {
    /// - Shape: `[templates][terms]`, indices into ``PackPrompts/texts``.
    let rows: [[Int]]
  }

  /// Distinct sentences in a fixed order.
  public let texts: [String]
  /// As in the pack: conditions, then controls.
  let entries: [Group]
  let normal: Group
  let outOfDomain: Group
  /// Rows of the gate's wordings, which are sentences already.
  let gateIn: [Int]
  let gateOut: [Int]

  public init(_ pack: Pack) {
    var texts: [String] = []
    var places: [String: Int] = [:]
    func row(_ text: String) -> Int {
      if let place = places[text] { return place }
      places[text] = texts.count
      texts.append(text)
      return texts.count - 1
    }
    func group(_ terms: [String]) -> Group {
      Group(rows: pack.templates.map { template in terms.map { row(template.replacing("{}", with: $0)) } })
    }
    entries = (pack.conditions + pack.controls).map { group($0.terms) }
    normal = group(pack.normalTerms)
    outOfDomain = group(pack.outOfDomainTerms)
    gateIn = pack.gate.inDomain.map(row)
    gateOut = pack.gate.outOfDomain.map(row)
    self.texts = texts
  }
}
