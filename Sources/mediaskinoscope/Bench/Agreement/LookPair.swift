import Statistics
import Vocabulary

/// A picture that was looked at quickly and in full.
struct LookPair: Sendable {
  let fast: Look
  let full: Look
  let group: String
  /// What the picture's label says; `nil` for a hand without a lesion.
  let condition: ConditionIdentifier?

  var isCompared: Bool { !full.isRefusedByFraming }
  var isRefusedByOne: Bool { fast.isRefusedByGate != full.isRefusedByGate }

  /// Rank correlation of the evidence of `conditions`, whatever the gate says; `nil` for fewer than three conditions.
  func rank(over conditions: (ConditionIdentifier) -> Bool) -> Double? {
    let other = Dictionary(full.findings.map { ($0.condition, $0.evidence) }, uniquingKeysWith: { first, _ in first })
    let pairs = fast.findings.compactMap { finding in
      conditions(finding.condition) ? other[finding.condition].map { (finding.evidence, $0) } : nil
    }
    return pairs.count < 3 ? nil : SpearmanCorrelation(pairs.map(\.0), pairs.map(\.1))?.value
  }

  /// Whether a look at the picture has more evidence of what the label says than ordinary hands give that look.
  func alertsOnItsOwn(_ look: Look, _ background: [ConditionIdentifier: Double]) -> Bool {
    guard let condition, let ordinary = background[condition], let evidence = look.evidence(on: condition) else { return false }
    return evidence > ordinary
  }
}
