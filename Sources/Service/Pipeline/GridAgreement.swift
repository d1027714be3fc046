import Vocabulary

/// How far the quick answer and the full grid of the same frame agree.
struct GridAgreement: Sendable, Hashable {
  /// Spearman's rank correlation of the conditions' evidence, −1…1.
  let rankCorrelation: Double
  /// Whether both put the same condition first.
  let sameFirst: Bool

  /// `nil` where fewer than three conditions were scored by both, or one of them was refused by the gate.
  init?(fast: [Finding], full: [Finding]) {
    let other = Dictionary(full.map { ($0.condition, $0.evidence) }, uniquingKeysWith: { first, _ in first })
    let pairs = fast.compactMap { finding in other[finding.condition].map { (finding.condition, finding.evidence, $0) } }
    guard pairs.count >= 3 else { return nil }
    rankCorrelation = Self.correlation(Self.ranks(pairs.map(\.1)), Self.ranks(pairs.map(\.2)))
    sameFirst = pairs.max { $0.1 < $1.1 }?.0 == pairs.max { $0.2 < $1.2 }?.0
  }

  /// Ranks from 1; equal values share their mean rank.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// Pearson's correlation; 0 where one side does not vary.
  private static func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let count = Double(left.count)
    let (meanLeft, meanRight) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    let shared = zip(left, right).reduce(0) { $0 + ($1.0 - meanLeft) * ($1.1 - meanRight) }
    let spreads = [(left, meanLeft), (right, meanRight)].map { values, mean in
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let product = (spreads[0] * spreads[1]).squareRoot()
    return product > 0 ? shared / product : 0
  }
}
