import Vocabulary

/// What this project wrote about one condition, statement by statement, each with the public works that say so.
struct ClinicalNote: Sendable, Hashable {
  struct Statement: Sendable, Hashable {
    let section: KnowledgeSection
    let about: String?
    let text: String
    let sources: [KnowledgeSource]
  }

  let condition: ConditionIdentifier
  let title: String
  /// Other names of the condition.
  let synonyms: [String]
  let statements: [Statement]
  /// SHA-256 of the file, in hexadecimal.
  let contentHash: String
}
