/// A condition of a pack that a code leads to.
public struct OntologyLink: Sendable, Hashable, Codable {
  /// How the code and the condition belong together.
  public enum Relation: String, Sendable, Hashable, Codable {
    /// The condition carries this code, or one that the ontologies say is the same.
    case same
    /// The condition carries a code above this one: the code is a kind of it.
    case kindOf = "kind-of"
    /// The condition carries a code below this one: it is a kind of the code.
    case covers
  }

  public let pack: String
  public let condition: ConditionIdentifier
  public let name: String
  public let relation: Relation

  public init(pack: String, condition: ConditionIdentifier, name: String, relation: Relation) {
    self.pack = pack
    self.condition = condition
    self.name = name
    self.relation = relation
  }
}
