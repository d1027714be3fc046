import Vocabulary

/// Resamples whole groups with replacement: pictures of one patient stand or fall together.
///
/// - Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13 (percentile intervals); Field and Welsh,
///   "Bootstrapping clustered data", JRSS B 69, 2007 (resampling of clusters).
public struct GroupBootstrap: Sendable {
  private let members: [[Int]]
  private let count: Int
  private let seed: UInt64
  public let draws: Int

  /// - Parameters:
  ///   - groups: the group of each item.
  ///   - draws: how many resamples.
  ///   - seed: the same seed gives the same intervals.
  public init(groups: [String], draws: Int = 1000, seed: UInt64 = 1) {
    var byGroup: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() { byGroup[group, default: []].append(index) }
    members = byGroup.keys.sorted().map { byGroup[$0] ?? [] }
    count = groups.count
    self.draws = draws
    self.seed = seed
  }

  /// How many groups there are.
  public var groupCount: Int { members.count }

  /// The statistic's values over the resamples; a resample in which it is undefined is left out.
  ///
  /// - Parameter statistic: takes how often each item was drawn.
  /// - Returns: at most ``draws`` values.
  public func values(of statistic: ([Int]) -> Double?) -> [Double] {
    var generator = SplitMix64(seed: seed)
    var weights = [Int](repeating: 0, count: count)
    return (0..<draws).compactMap { _ in
      for place in weights.indices { weights[place] = 0 }
      for _ in members.indices {
        for item in members[generator.number(below: members.count)] { weights[item] += 1 }
      }
      return statistic(weights)
    }
  }

  /// The percentile interval of a statistic.
  ///
  /// - Parameters:
  ///   - confidence: more than 0, less than 1.
  ///   - statistic: takes how often each item was drawn.
  /// - Returns: `nil` where too few resamples define it.
  public func interval(confidence: Double = 0.95, of statistic: ([Int]) -> Double?) -> ConfidenceInterval? {
    ConfidenceInterval(percentilesOf: values(of: statistic), confidence: confidence)
  }

  /// The percentile interval of a difference, both taken on the same resamples.
  ///
  /// - Parameters:
  ///   - first: takes how often each item was drawn.
  ///   - second: what is taken off it, on the same draw.
  ///   - confidence: more than 0, less than 1.
  /// - Returns: `nil` where too few resamples define both.
  public func difference(
    of first: ([Int]) -> Double?, and second: ([Int]) -> Double?, confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    interval(confidence: confidence) { weights in
      guard let one = first(weights), let other = second(weights) else { return nil }
      return one - other
    }
  }
}
