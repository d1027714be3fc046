/// A code, resolved: what it is, what is above and below it, and which conditions of which packs it leads to.
public struct OntologyAnswer: Sendable, Hashable, Codable {
  public let term: OntologyTerm
  /// From the term upwards, nearest first.
  public let ancestors: [OntologyCode]
  public let children: [OntologyCode]
  /// Codes of other systems that stand for the same thing.
  public let same: [OntologyCode]
  public let conditions: [OntologyLink]

  public init(
    term: OntologyTerm, ancestors: [OntologyCode], children: [OntologyCode], same: [OntologyCode], conditions: [OntologyLink]
  ) {
    self.term = term
    self.ancestors = ancestors
    self.children = children
    self.same = same
    self.conditions = conditions
  }
}
