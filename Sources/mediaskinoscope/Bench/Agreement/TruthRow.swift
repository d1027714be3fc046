import Statistics
import Vocabulary

/// Which of both looks is right: one row for a kind of labelled pictures at a number of tokens.
struct TruthRow: Encodable, Sendable {
  /// One measure of both looks, on the same pictures.
  struct Comparison: Encodable, Sendable {
    let fast: Double?
    let full: Double?
    /// Fast less full, from the same resamples.
    let difference: Double?
    let differenceInterval: [Double]?

    enum CodingKeys: String, CodingKey {
      case fast, full, difference
      case differenceInterval = "difference_interval"
    }
  }

  let kind: String
  let tokens: Int
  let pictures: Int
  /// Share of pictures whose own condition has more evidence than ``AgreementBench/quantile`` of the hands give the same look: both looks
  /// raise equally many false alarms on hands.
  let sensitivity: Comparison
  /// Mean over the labelled conditions of the area under the curve: its pictures against the other pictures of this kind.
  let area: Comparison

  enum CodingKeys: String, CodingKey {
    case kind, tokens, pictures, sensitivity
    case area = "macro_auc"
  }

  static let columns = [
    "pictures", "tokens", "labelled", "own condition alerts: quick", "full", "difference", "macro AUC: quick", "full",
    "difference",
  ]

  /// - Parameters:
  ///   - fast, full: by condition, what ordinary hands stay below in that look.
  init(
    kind: String, tokens: Int, pairs: [LookPair], fast: [ConditionIdentifier: Double], full: [ConditionIdentifier: Double]
  ) {
    let pairs = pairs.filter { $0.isCompared && $0.condition != nil }
    self.kind = kind
    self.tokens = tokens
    pictures = pairs.count
    let bootstrap = GroupBootstrap(groups: pairs.map(\.group))
    sensitivity = Self.comparison(
      bootstrap, Self.share(pairs.map { $0.alertsOnItsOwn($0.fast, fast) }),
      Self.share(pairs.map { $0.alertsOnItsOwn($0.full, full) }), pairs.count)
    area = Self.comparison(bootstrap, Self.area(pairs, \.fast), Self.area(pairs, \.full), pairs.count)
  }

  private static func comparison(
    _ bootstrap: GroupBootstrap, _ fast: ([Int]) -> Double?, _ full: ([Int]) -> Double?, _ count: Int
  ) -> Comparison {
    let once = [Int](repeating: 1, count: count)
    let (one, other) = (fast(once), full(once))
    return Comparison(
      fast: one?.rounded3, full: other?.rounded3, difference: one.flatMap { one in other.map { one - $0 } }?.rounded3,
      differenceInterval: bootstrap.difference(of: fast, and: full)?.ends.map(\.rounded3))
  }

  private static func share(_ hits: [Bool]) -> ([Int]) -> Double? {
    { weights in
      let total = weights.reduce(0, +)
      return total > 0 ? Double(zip(hits, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }) / Double(total) : nil
    }
  }

  private static func area(_ pairs: [LookPair], _ look: (LookPair) -> Look) -> ([Int]) -> Double? {
    let ordered = PictureSets.labelled.sorted().map { condition in
      OrderedScores(
        pairs.map { look($0).evidence(on: condition) ?? -.infinity }, positives: pairs.map { $0.condition == condition })
    }
    // A condition without a picture in a resample has no area there.
    return { weights in
      let areas = ordered.compactMap { $0.area(weights) }
      return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }
  }

  var cells: [String] {
    [kind, "\(tokens)", "\(pictures)"] + [sensitivity, area].flatMap(Self.cells)
  }

  private static func cells(_ comparison: Comparison) -> [String] {
    let interval = comparison.differenceInterval.map { " (\($0[0].formatted2) to \($0[1].formatted2))" } ?? ""
    return [
      comparison.fast?.formatted2 ?? "-", comparison.full?.formatted2 ?? "-",
      comparison.difference.map { $0.formatted2 + interval } ?? "-",
    ]
  }
}
