public import Vocabulary

/// One labelled picture.
public struct EvaluationItem: Sendable, Hashable {
  public let file: String
  /// `nil` for a label that is none of the pack's conditions: a negative for all of them.
  public let condition: ConditionIdentifier?
  /// Pictures of one group are resampled together.
  public let group: String
  public let stratum: String?

  public init(file: String, condition: ConditionIdentifier?, group: String, stratum: String?) {
    self.file = file
    self.condition = condition
    self.group = group
    self.stratum = stratum
  }
}
