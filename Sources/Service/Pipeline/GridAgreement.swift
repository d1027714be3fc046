import Statistics
import Vocabulary

/// How far the quick answer and the full grid of the same frame agree on the order of conditions.
struct GridAgreement: Sendable, Hashable {
  /// Spearman's rank correlation of the conditions' evidence, −1…1.
  let rankCorrelation: Double
  /// Whether both put the same condition first.
  let sameFirst: Bool

  /// `nil` where fewer than three conditions were scored by both, where one of the two gives all of them the same evidence, or where
  /// one of them was refused by the gate.
  init?(fast: [Finding], full: [Finding]) {
    let other = Dictionary(full.map { ($0.condition, $0.evidence) }, uniquingKeysWith: { first, _ in first })
    let pairs = fast.compactMap { finding in other[finding.condition].map { (finding.condition, finding.evidence, $0) } }
    guard pairs.count >= 3, let correlation = SpearmanCorrelation(pairs.map(\.1), pairs.map(\.2)) else { return nil }
    rankCorrelation = correlation.value
    sameFirst = pairs.max { $0.1 < $1.1 }?.0 == pairs.max { $0.2 < $1.2 }?.0
  }
}
