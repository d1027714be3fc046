/// Whether probabilities keep their promise: bins of equal width, with what was said and what came.
///
/// - Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017 (expected calibration error, bins
///   open below and closed above); Wilson 1927 for the intervals.
public struct Reliability: Sendable, Hashable {
  /// The probabilities of one bin.
  public struct Bin: Sendable, Hashable {
    /// The bin reaches from above `low` up to `high`.
    public let low: Double
    public let high: Double
    /// The mean of the probabilities; `nil` in an empty bin.
    public let meanProbability: Double?
    /// How many of them came true.
    public let observed: Proportion
  }

  /// Lowest first, empty ones among them.
  public let bins: [Bin]

  /// - Parameters:
  ///   - probabilities: predicted, 0…1.
  ///   - positives: what is true, one for each probability.
  ///   - binCount: how many bins.
  public init(probabilities: [Double], positives: [Bool], binCount: Int = 10) {
    precondition(probabilities.count == positives.count && binCount > 0, "a truth for each probability, and a bin for them")
    var (sums, counts, hits) = (
      [Double](repeating: 0, count: binCount), [Int](repeating: 0, count: binCount), [Int](repeating: 0, count: binCount)
    )
    let edges = (1..<max(2, binCount)).map { Double($0) / Double(binCount) }.prefix(binCount - 1)
    for (probability, isPositive) in zip(probabilities, positives) {
      let bin = edges.firstIndex { probability <= $0 } ?? binCount - 1
      sums[bin] += probability
      counts[bin] += 1
      if isPositive { hits[bin] += 1 }
    }
    bins = (0..<binCount).map { bin in
      Bin(
        low: Double(bin) / Double(binCount), high: Double(bin + 1) / Double(binCount),
        meanProbability: counts[bin] > 0 ? sums[bin] / Double(counts[bin]) : nil,
        observed: Proportion(hits[bin], of: counts[bin]))
    }
  }

  /// The mean gap between what was said and what came, each bin by its size; `nil` of nothing.
  public var expectedCalibrationError: Double? {
    let count = bins.reduce(0) { $0 + $1.observed.count }
    guard count > 0 else { return nil }
    return bins.reduce(0) { $0 + Double($1.observed.count) * ($1.gap ?? 0) } / Double(count)
  }

  /// The largest gap of a bin; `nil` of nothing.
  public var maximumCalibrationError: Double? { bins.compactMap(\.gap).max() }
}

extension Reliability.Bin {
  /// How far what was said lies from what came; `nil` in an empty bin.
  var gap: Double? {
    guard let meanProbability, let share = observed.value else { return nil }
    return abs(meanProbability - share)
  }
}
