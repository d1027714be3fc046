import Framing
import Statistics
import Vocabulary

/// What is known of the strata: those of the label table, and the measured skin tone, whose empty classes are named too.
struct StratumSummary {
  static let toneColumn = "skin_tone"

  let rows: [EvaluationRow]
  /// Those that are scored.
  let conditions: [Condition]
  let settings: EvaluationSettings

  var byColumn: [String: [String: ReportedStratum]] {
    var columns: [String: [String: ReportedStratum]] = [:]
    for column in Set(rows.flatMap { $0.item.strata.keys }) {
      columns[column] = Dictionary(grouping: rows.filter { $0.item.strata[column] != nil }) { $0.item.strata[column] ?? "" }
        .mapValues(stratum)
    }
    var tones = Dictionary(uniqueKeysWithValues: SkinToneClass.allCases.map { ($0.rawValue, [EvaluationRow]()) })
    for row in rows { tones[row.tone?.rawValue ?? "not measured", default: []].append(row) }
    columns[Self.toneColumn] = tones.mapValues(stratum)
    return columns
  }

  private func stratum(_ rows: [EvaluationRow]) -> ReportedStratum {
    let present = conditions.filter { condition in rows.contains { $0.item.condition == condition.id } }
    let parts = Dictionary(uniqueKeysWithValues: present.map { ($0.id.text, part($0, rows)) })
    let evidence: ReportedStratum.Evidence =
      rows.isEmpty ? .none : parts.values.contains { $0.evidence == .measured } ? .measured : .tooFew
    return ReportedStratum(
      n: rows.count, groups: Set(rows.map(\.item.group)).count, refused: rows.count(where: \.isRefused), evidence: evidence,
      macroAUC: ConditionAreas(rows, present.map(\.id)).mean(nil), conditions: parts)
  }

  private func part(_ condition: Condition, _ rows: [EvaluationRow]) -> ReportedStratum.Part {
    let positives = rows.map { $0.item.condition == condition.id }
    let n = positives.count(where: \.self)
    let isEnough = min(n, rows.count - n) >= EvaluationSettings.leastForEvidence
    let scores = rows.map { $0.value(of: condition.id) ?? -.infinity }
    let ordered = OrderedScores(scores, positives: positives)
    let bootstrap = GroupBootstrap(groups: rows.map(\.item.group), draws: settings.draws)
    let isProven = rows.allSatisfy { $0.score.scores[condition.id.text]?.probability != nil }
    let enter = isProven && condition.threshold?.scale == .probability ? condition.threshold?.enter : nil
    return ReportedStratum.Part(
      n: n, evidence: isEnough ? .measured : .tooFew, auc: isEnough ? ordered.area() : nil,
      interval: isEnough ? bootstrap.interval(of: ordered.area)?.ends : nil,
      sensitivity: enter.map { ReportedShare(DecisionTable(scores, positives: positives, threshold: $0).sensitivity) })
  }
}
