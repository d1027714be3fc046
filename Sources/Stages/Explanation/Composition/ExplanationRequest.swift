public import Vocabulary

/// Everything that an explanation is composed from; the composer asks nobody.
public struct ExplanationRequest: Sendable {
  public let condition: Condition
  /// The alert with what was measured; `nil` to explain the condition as such.
  public let alert: AlertRecord?
  /// Names of the pack's conditions, for what else was found.
  public let names: [ConditionIdentifier: String]
  /// All passages about the condition; only notes and facts of ontologies are used.
  public let passages: [KnowledgePassage]
  public let level: ReadingLevel

  /// - Parameters:
  ///   - condition: what is explained.
  ///   - alert: the alert; `nil` for a condition as such.
  ///   - names: names of the pack's conditions.
  ///   - passages: what the knowledge store has about the condition, in its order.
  ///   - level: for whom it is worded.
  public init(
    condition: Condition, alert: AlertRecord?, names: [ConditionIdentifier: String], passages: [KnowledgePassage],
    level: ReadingLevel
  ) {
    self.condition = condition
    self.alert = alert
    self.names = names
    self.passages = passages
    self.level = level
  }
}
