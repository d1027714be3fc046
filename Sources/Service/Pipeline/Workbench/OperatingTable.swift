import Framing
import Server
import Statistics
import Vocabulary

/// What thresholds on the probability of one condition mean on held-out pictures. A value.
struct OperatingTable: Sendable {
  /// Values of a stratum that are named even where no picture has them.
  private static let expected: [String: [String]] = [
    StratumSummary.toneColumn: SkinToneClass.allCases.map(\.rawValue),
    "fitzpatrick": ["1", "2", "3", "4", "5", "6"],
  ]

  let condition: ConditionIdentifier
  let population: String
  private let columns: [String]
  private let rows: [HeldOutScores.Row]
  private let scores: [Double]
  private let positives: [Bool]

  /// - Returns: `nil` if the condition has no probability there.
  init?(_ held: HeldOutScores, _ condition: ConditionIdentifier) {
    guard let place = held.conditions.firstIndex(of: condition.text) else { return nil }
    self.condition = condition
    population = held.population
    columns = held.columns
    rows = held.rows
    scores = held.rows.map { $0.values[place] }
    positives = held.rows.map { $0.condition == condition.text }
  }

  var positiveCount: Int { positives.count(where: \.self) }

  /// The threshold that finds a share of the cases; `nil` without a case.
  func threshold(forSensitivity wanted: Double) -> Double? {
    // Rounded down, so that the case that decides is still found.
    SensitivityThreshold.value(for: wanted, scores, positives: positives).map { max(0.001, ($0 * 1000).rounded(.down) / 1000) }
  }

  func table(at enter: Double) -> DecisionTable { DecisionTable(scores, positives: positives, threshold: enter) }

  var evidence: OperatingPoint.Evidence {
    let state = Self.state(positiveCount, scores.count)
    let groups = Set(rows.map(\.group)).count
    let cases = positiveCount == 1 ? "1 held-out case" : "\(positiveCount) held-out cases"
    let words =
      switch state {
      case .none: "No held-out picture shows it, so nothing is known of what a threshold would miss."
      case .tooFew:
        "Only \(cases) among \(scores.count) pictures: read the interval, not the figure. Ten would be the least for a statement."
      case .measured: "\(cases) among \(scores.count) pictures of \(groups) patients."
      }
    return OperatingPoint.Evidence(
      state: state, words: words, pictures: scores.count, positives: positiveCount, groups: groups, population: population)
  }

  /// The sensitivity's interval by resampling patients; `nil` where there are too few cases for one.
  func sensitivityByGroups(at enter: Double) -> [Double]? {
    guard Self.state(positiveCount, scores.count) == .measured else { return nil }
    let bootstrap = GroupBootstrap(groups: rows.map { String($0.group) }, draws: 500)
    return bootstrap.interval { weights in
      var (found, all) = (0, 0)
      for index in scores.indices where positives[index] {
        all += weights[index]
        if scores[index] >= enter { found += weights[index] }
      }
      return all > 0 ? Double(found) / Double(all) : nil
    }?.ends
  }

  /// By skin tone and by every other column that was recorded, what has no picture included.
  func strata(at enter: Double) -> [OperatingPoint.Stratum] {
    columns.enumerated().flatMap { place, column -> [OperatingPoint.Stratum] in
      let found = Set(rows.map { Self.name($0.strata[place], of: column) })
      let named = Self.expected[column] ?? []
      return (named + found.subtracting(named).sorted()).map { value in
        stratum(column, value, rows.indices.filter { Self.name(rows[$0].strata[place], of: column) == value }, enter)
      }
    }
  }

  private func stratum(_ column: String, _ value: String, _ members: [Int], _ enter: Double) -> OperatingPoint.Stratum {
    let table = DecisionTable(members.map { scores[$0] }, positives: members.map { positives[$0] }, threshold: enter)
    let count = members.count { positives[$0] }
    return OperatingPoint.Stratum(
      column: column, value: value, state: Self.state(count, members.count), pictures: members.count, positives: count,
      sensitivity: Estimate(table.sensitivity), specificity: Estimate(table.specificity))
  }

  /// `2.0`, as tables of numbers have it, is type 2.
  private static func name(_ value: String, of column: String) -> String {
    guard column == "fitzpatrick", let number = Double(value), number == number.rounded() else { return value }
    return String(Int(number))
  }

  private static func state(_ positives: Int, _ all: Int) -> OperatingPoint.Evidence.State {
    if positives == 0 { return .none }
    return min(positives, all - positives) < EvaluationSettings.leastForEvidence ? .tooFew : .measured
  }
}

extension Estimate {
  /// A share with Wilson's interval.
  init(_ proportion: Proportion) {
    self.init(value: proportion.value, interval: proportion.wilson()?.ends, count: proportion.count)
  }
}

extension OperatingPoint {
  /// Fills in what single pictures give at a threshold.
  mutating func fill(_ table: OperatingTable, at enter: Double) {
    let counts = table.table(at: enter)
    sensitivity = Estimate(counts.sensitivity)
    sensitivityByGroups = table.sensitivityByGroups(at: enter)
    specificity = Estimate(counts.specificity)
    strata = table.strata(at: enter)
    guard let worth = PredictiveValues(counts, prevalence: prevalence) else { return }
    let all = counts.sensitivity.count + counts.specificity.count
    ppv = Estimate(value: worth.positive, interval: worth.positiveInterval.ends, count: all)
    npv = Estimate(value: worth.negative, interval: worth.negativeInterval.ends, count: all)
    // The larger the share that is right, the fewer must be looked at.
    numberNeededToReview = Estimate(
      value: worth.positive.flatMap { $0 > 0 ? 1 / $0 : nil },
      interval: worth.positiveInterval.low > 0 ? [1 / worth.positiveInterval.high, 1 / worth.positiveInterval.low] : nil,
      count: all)
  }
}
