import Statistics

/// How well a list of rankings answers its questions.
struct RetrievalScores: Sendable {
  enum Measure: String, CaseIterable, Sendable {
    case firstHit = "recall_at_1"
    case fifthHit = "recall_at_5"
    case reciprocalRank = "mrr"
    case gain = "ndcg_at_10"

    func of(_ answer: RankedAnswer) -> Double {
      switch self {
      case .firstHit: answer.hit(within: 1)
      case .fifthHit: answer.hit(within: 5)
      case .reciprocalRank: answer.reciprocalRank(within: 10)
      case .gain: answer.gain(within: 10)
      }
    }
  }

  /// Of each question.
  private let values: [Measure: [Double]]
  private let subjects: [String]

  init(_ questions: [QuestionSet.Question], rankings: [[Int]]) {
    let answers = zip(questions, rankings).map { RankedAnswer($1, right: $0.right) }
    values = Dictionary(uniqueKeysWithValues: Measure.allCases.map { measure in (measure, answers.map(measure.of)) })
    subjects = questions.map(\.subject)
  }

  func mean(_ measure: Measure) -> Double {
    let values = values[measure] ?? []
    return values.reduce(0, +) / Double(max(1, values.count))
  }

  /// Over subjects drawn with replacement.
  func interval(_ measure: Measure) -> ConfidenceInterval? {
    ConfidenceInterval(percentilesOf: Self.resampled(values[measure] ?? [], subjects))
  }

  /// Of this less that of `other`, question by question.
  func advantage(over other: RetrievalScores, _ measure: Measure) -> (mean: Double, interval: ConfidenceInterval?) {
    let differences = zip(values[measure] ?? [], other.values[measure] ?? []).map { $0 - $1 }
    return (
      differences.reduce(0, +) / Double(max(1, differences.count)),
      ConfidenceInterval(percentilesOf: Self.resampled(differences, subjects))
    )
  }

  private static func resampled(_ values: [Double], _ subjects: [String]) -> [Double] {
    GroupBootstrap(groups: subjects, draws: 2000).values { weights in
      let (sum, count) = zip(values, weights).reduce((0.0, 0)) { ($0.0 + $1.0 * Double($1.1), $0.1 + $1.1) }
      return count > 0 ? sum / Double(count) : nil
    }
  }
}
