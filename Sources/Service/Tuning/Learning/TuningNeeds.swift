public import Vocabulary

/// How much must be there before anything is learned, and whether it is.
public struct TuningNeeds: Sendable, Hashable, Codable {
  /// Examples that show a condition, and examples that do not. An area under the curve over fewer has an interval about 0.3 wide.
  public var examples: Int
  /// Groups that each of the two come from: with fewer a part of the cross-validation would have none.
  public var groups: Int

  /// - Parameters:
  ///   - examples: with a condition, and as many without.
  ///   - groups: that each of them come from.
  public init(examples: Int = 10, groups: Int = 5) {
    self.examples = examples
    self.groups = groups
  }

  /// What is there of one condition.
  ///
  /// - Parameters:
  ///   - condition: which.
  ///   - examples: all that there are.
  /// - Returns: counts, and what is missing.
  public func supply(of condition: ConditionIdentifier, in examples: [TuningExample]) -> TuningSupply {
    let shown = examples.filter { $0.shows(condition) }
    let others = examples.filter { !$0.shows(condition) }
    return TuningSupply(
      condition: condition, positives: shown.count, positiveGroups: Set(shown.map(\.group)).count, negatives: others.count,
      negativeGroups: Set(others.map(\.group)).count, needs: self)
  }
}
