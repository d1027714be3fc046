public import Vocabulary

/// By what somebody chooses a condition's threshold.
public struct OperatingPointQuery: Sendable, Hashable {
  /// What is wanted.
  public enum Choice: Sendable, Hashable {
    /// The threshold in force.
    case inUse
    /// A share of the cases that must be found, above 0, at most 1.
    case sensitivity(Double)
    /// Alerts an hour that can be borne, 0 or more.
    case alertsAnHour(Double)
    /// A probability to begin at, above 0, at most 1.
    case probability(Double)
  }

  public let condition: ConditionIdentifier
  public let choice: Choice
  /// How common the condition is among those who are looked at, above 0, below 1.
  public let prevalence: Double

  /// - Parameters:
  ///   - condition: of the stream's pack.
  ///   - choice: what is wanted.
  ///   - prevalence: how common the condition is.
  public init(condition: ConditionIdentifier, choice: Choice, prevalence: Double) {
    self.condition = condition
    self.choice = choice
    self.prevalence = prevalence
  }
}
