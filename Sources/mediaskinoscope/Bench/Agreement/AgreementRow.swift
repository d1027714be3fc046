import Statistics
import Vocabulary

/// One row of `bench agreement`: a kind of pictures at a number of tokens.
struct AgreementRow: Encodable, Sendable {
  let kind: String
  let tokens: Int
  let pictures: Int
  /// Of these, how many the gate accepted in the full look.
  let accepted: Int
  /// Of these, how many the gate refused in one of both looks alone.
  let refusedByOne: Int
  /// Mean over pictures, over all conditions that are scored.
  let rank: Double?
  let rankInterval: [Double]?
  /// The same over the conditions that the pictures' labels stand for.
  let labelledRank: Double?
  let labelledRankInterval: [Double]?
  /// Over pictures and labelled conditions.
  let alerts: AlertAgreement
  let positiveAgreementInterval: [Double]?

  enum CodingKeys: String, CodingKey {
    case kind, tokens, pictures, accepted, alerts
    case refusedByOne = "refused_by_one"
    case rank = "rank_correlation"
    case rankInterval = "rank_correlation_interval"
    case labelledRank = "rank_correlation_labelled"
    case labelledRankInterval = "rank_correlation_labelled_interval"
    case positiveAgreementInterval = "positive_agreement_interval"
  }

  static let columns = [
    "pictures", "tokens", "compared", "gate: accepted", "refused by one", "rank, all conditions", "rank, labelled ones",
    "alerts: both",
    "quick only",
    "full only", "positive agreement",
  ]

  init(kind: String, tokens: Int, pairs: [LookPair], thresholds: [ConditionIdentifier: Double]) {
    let pairs = pairs.filter(\.isCompared)
    self.kind = kind
    self.tokens = tokens
    pictures = pairs.count
    accepted = pairs.count { !$0.full.isRefusedByGate }
    refusedByOne = pairs.count(where: \.isRefusedByOne)
    let bootstrap = GroupBootstrap(groups: pairs.map(\.group))
    (rank, rankInterval) = Self.mean(pairs.map { $0.rank { _ in true } }, bootstrap)
    (labelledRank, labelledRankInterval) = Self.mean(pairs.map { $0.rank(over: PictureSets.labelled.contains) }, bootstrap)
    let counts = pairs.map { pair in
      var counts = AlertAgreement()
      for condition in PictureSets.labelled {
        counts.note(
          fast: pair.fast.alerts(on: condition, background: thresholds),
          full: pair.full.alerts(on: condition, background: thresholds))
      }
      return counts
    }
    alerts = Self.sum(counts, weights: nil)
    positiveAgreementInterval = bootstrap.interval { Self.sum(counts, weights: $0).positiveAgreement }?.ends
  }

  private static func mean(_ values: [Double?], _ bootstrap: GroupBootstrap) -> (Double?, [Double]?) {
    func mean(_ weights: [Int]) -> Double? {
      var (sum, count) = (0.0, 0)
      for (value, weight) in zip(values, weights) {
        guard let value else { continue }
        sum += value * Double(weight)
        count += weight
      }
      return count > 0 ? sum / Double(count) : nil
    }
    return (mean(values.map { _ in 1 }), bootstrap.interval(of: mean)?.ends)
  }

  private static func sum(_ counts: [AlertAgreement], weights: [Int]?) -> AlertAgreement {
    var sum = AlertAgreement()
    for (index, count) in counts.enumerated() { sum.add(count, times: weights?[index] ?? 1) }
    return sum
  }

  var cells: [String] {
    [
      kind, "\(tokens)", "\(pictures)", "\(accepted)", "\(refusedByOne)", Self.text(rank, rankInterval),
      Self.text(labelledRank, labelledRankInterval), "\(alerts.both)", "\(alerts.fastOnly)", "\(alerts.fullOnly)",
      Self.text(alerts.positiveAgreement, positiveAgreementInterval),
    ]
  }

  private static func text(_ value: Double?, _ interval: [Double]?) -> String {
    guard let value else { return "-" }
    return value.formatted2 + (interval.map { " (\($0[0].formatted2) to \($0[1].formatted2))" } ?? "")
  }
}
