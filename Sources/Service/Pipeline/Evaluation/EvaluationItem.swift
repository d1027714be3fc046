public import Vocabulary

/// One labelled picture.
public struct EvaluationItem: Sendable, Hashable {
  /// Its path.
  public let file: String
  /// How it is named in reports: the label table's own name for it.
  public let name: String
  /// `nil` for a label that is none of the pack's conditions: a negative for all of them.
  public let condition: ConditionIdentifier?
  /// Pictures of one group are resampled together.
  public let group: String
  /// Column → value: the strata that it belongs to.
  public let strata: [String: String]
  /// Which set it comes from, for the gate's refusals; `nil` = the only one.
  public let set: String?

  /// - Parameters:
  ///   - file: its path.
  ///   - name: how reports name it; the path if `nil`.
  ///   - condition: what it shows; `nil` for none of the pack's conditions.
  ///   - group: whose it is.
  ///   - strata: column → value.
  ///   - set: which set it comes from.
  public init(
    file: String, name: String? = nil, condition: ConditionIdentifier?, group: String, strata: [String: String] = [:],
    set: String? = nil
  ) {
    self.file = file
    self.name = name ?? file
    self.condition = condition
    self.group = group
    self.strata = strata
    self.set = set
  }
}
