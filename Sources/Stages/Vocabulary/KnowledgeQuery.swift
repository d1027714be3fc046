/// What is looked for in the knowledge store.
public struct KnowledgeQuery: Sendable, Hashable {
  /// Words or a question.
  public let text: String
  /// Only passages of this condition.
  public var condition: ConditionIdentifier?
  /// Only passages of conditions of this pack.
  public var pack: String?
  public var kind: KnowledgeKind?
  /// How many at most.
  public var limit: Int

  public init(
    _ text: String, condition: ConditionIdentifier? = nil, pack: String? = nil, kind: KnowledgeKind? = nil, limit: Int = 10
  ) {
    self.text = text
    self.condition = condition
    self.pack = pack
    self.kind = kind
    self.limit = limit
  }
}
