/// What is known of a head from examples that it had not seen.
public struct HeadFigures: Sendable, Hashable, Codable {
  public let examples: Int
  public let groups: Int
  /// Mean area over the conditions, before and after, and what was gained; each with a bootstrap interval over groups.
  public let macroBefore: ConditionFigures.Figure?
  public let macroAfter: ConditionFigures.Figure?
  public let macroGain: ConditionFigures.Figure?
  public let conditions: [ConditionFigures]
  /// Conditions that were left out, and why, a sentence each.
  public let leftOut: [String]
  /// How figures and intervals come about.
  public let method: String

  /// - Parameters:
  ///   - examples: how many.
  ///   - groups: how many they come from.
  ///   - macroBefore: mean area of what served before.
  ///   - macroAfter: mean area of the head.
  ///   - macroGain: the difference.
  ///   - conditions: each condition's.
  ///   - leftOut: sentences.
  ///   - method: a sentence.
  public init(
    examples: Int, groups: Int, macroBefore: ConditionFigures.Figure?, macroAfter: ConditionFigures.Figure?,
    macroGain: ConditionFigures.Figure?, conditions: [ConditionFigures], leftOut: [String], method: String
  ) {
    self.examples = examples
    self.groups = groups
    self.macroBefore = macroBefore
    self.macroAfter = macroAfter
    self.macroGain = macroGain
    self.conditions = conditions
    self.leftOut = leftOut
    self.method = method
  }

  enum CodingKeys: String, CodingKey {
    case examples, groups, conditions, method
    case macroBefore = "macro_auc_before"
    case macroAfter = "macro_auc_after"
    case macroGain = "macro_auc_gain"
    case leftOut = "left_out"
  }
}
