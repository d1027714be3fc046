/// What a statement of a clinical note is about.
public enum KnowledgeSection: String, Sendable, Hashable, Codable, CaseIterable {
  case appearance
  /// Another condition, and what tells the two apart.
  case lookAlike = "look-alike"
  case redFlag = "red-flag"
  case nextStep = "next-step"
}
