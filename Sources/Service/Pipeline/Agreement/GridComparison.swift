import Vocabulary

/// One frame, seen quickly and in full.
struct GridComparison: Sendable, Hashable {
  /// Whether each of the two reached a condition's threshold.
  struct Pair: Sendable, Hashable {
    let fast: Bool
    let full: Bool
  }

  /// How far the orders of conditions agree; `nil` where there was nothing to compare.
  let order: GridAgreement?
  /// Whether the gate refused one of the two and not the other.
  let isRefusedByOne: Bool
  /// By condition, for those whose threshold has a value.
  let pairs: [ConditionIdentifier: Pair]

  /// - Parameters:
  ///   - fast: what the quick answer found; empty where the gate refused it.
  ///   - full: what the full grid found; empty where the gate refused it.
  ///   - isReached: whether a finding reaches its threshold; `nil` where none is set or nothing can be compared with it.
  init(fast: [Finding], full: [Finding], isReached: (Finding) -> Bool?) {
    order = GridAgreement(fast: fast, full: full)
    isRefusedByOne = fast.isEmpty != full.isEmpty
    // A refused frame raises nothing, so it stands against the other's verdict as one that reached no threshold.
    let (left, right) = (Self.verdicts(fast, isReached), Self.verdicts(full, isReached))
    var pairs: [ConditionIdentifier: Pair] = [:]
    for condition in Set(left.keys).union(right.keys) {
      switch (left[condition], right[condition]) {
      case (let fast?, let full?): pairs[condition] = Pair(fast: fast, full: full)
      case (let fast?, nil) where isRefusedByOne: pairs[condition] = Pair(fast: fast, full: false)
      case (nil, let full?) where isRefusedByOne: pairs[condition] = Pair(fast: false, full: full)
      default: break
      }
    }
    self.pairs = pairs
  }

  private static func verdicts(_ findings: [Finding], _ isReached: (Finding) -> Bool?) -> [ConditionIdentifier: Bool] {
    Dictionary(
      findings.compactMap { finding in isReached(finding).map { (finding.condition, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
