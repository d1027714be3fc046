/// What a report is asked for besides areas.
public struct EvaluationSettings: Sendable, Hashable {
  /// Prevalences for which predictive values are worked out, each more than 0 and less than 1.
  public var prevalences: [Double]
  /// How many of the worst mistakes of each condition are named.
  public var failures: Int
  /// Resamples of a bootstrap.
  public var draws: Int
  /// The column of strata that the label table named first.
  public var firstColumn: String?

  /// A stratum or condition with fewer positives, or fewer negatives, than this is not measured but said to be without evidence: an
  /// area over fewer has an interval about 0.3 wide.
  public static let leastForEvidence = 10

  /// - Parameters:
  ///   - prevalences: for predictive values.
  ///   - failures: how many mistakes of each condition are named.
  ///   - draws: resamples of a bootstrap.
  ///   - firstColumn: the column of strata that stands under `strata` in the report.
  public init(
    prevalences: [Double] = [0.01, 0.05, 0.2], failures: Int = 6, draws: Int = 1000, firstColumn: String? = nil
  ) {
    self.prevalences = prevalences
    self.failures = failures
    self.draws = draws
    self.firstColumn = firstColumn
  }
}
