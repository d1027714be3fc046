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

  /// The statistic's values over the resamples; a resample in which it is undefined is left out.
  ///
  /// - Parameter statistic: takes how often each item was drawn.
  public func values(of statistic: ([Int]) -> Double?) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<draws).compactMap { _ in
      var weights = [Int](repeating: 0, count: count)
      for _ in members.indices {
        guard let group = members.randomElement(using: &generator) else { continue }
        for item in group { weights[item] += 1 }
      }
      return statistic(weights)
    }
  }
}
