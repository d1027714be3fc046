/// The distribution of one condition's evidence over a recorded stretch, in few numbers: coarse in the bulk, exact at the top,
/// because thresholds live there.
public struct BackgroundCurve: Sendable, Hashable, Codable {
  /// The highest values are all kept.
  private static let exactValues = 512
  private static let bulkPoints = 256

  /// Evidence, rising.
  let evidence: [Float]
  /// Share of the recorded frames below each, rising, 0 up to less than 1.
  let below: [Double]

  /// - Precondition: `recorded` is not empty.
  init(_ recorded: [Float]) {
    let sorted = recorded.sorted()
    let top = max(0, sorted.count - Self.exactValues)
    let bulk = top <= Self.bulkPoints ? Array(0..<top) : (0..<Self.bulkPoints).map { $0 * top / Self.bulkPoints }
    var kept: [(Float, Double)] = []
    for rank in bulk + Array(top..<sorted.count) where kept.last?.0 != sorted[rank] {
      kept.append((sorted[rank], Double(rank) / Double(sorted.count)))
    }
    evidence = kept.map(\.0)
    below = kept.map(\.1)
  }

  /// The share of the recorded frames whose evidence was lower, 0…1; 1 above everything recorded. Linear between kept values.
  public func quantile(_ value: Double) -> Double {
    let value = Float(value)
    guard let first = evidence.first, let last = evidence.last, value > first else { return 0 }
    guard value <= last else { return 1 }
    var low = 0
    var high = evidence.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if evidence[middle] < value { low = middle } else { high = middle }
    }
    let share = Double((value - evidence[low]) / (evidence[high] - evidence[low]))
    return below[low] + share * (below[high] - below[low])
  }
}
