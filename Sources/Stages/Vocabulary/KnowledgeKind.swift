/// Where a piece of knowledge comes from.
public enum KnowledgeKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A statement written for this project about a condition of a pack.
  case note
  /// Facts of an ontology: a code, its name and its relations.
  case ontology
  /// A document that a user brought.
  case imported
}
