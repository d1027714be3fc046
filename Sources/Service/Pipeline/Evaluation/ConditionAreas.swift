import Statistics
import Vocabulary

/// The areas of several conditions over the same pictures, each against all others.
struct ConditionAreas {
  private let ordered: [OrderedScores]

  init(_ rows: [EvaluationRow], _ conditions: [ConditionIdentifier]) {
    ordered = conditions.map { condition in
      OrderedScores(
        rows.map { $0.value(of: condition) ?? -.infinity }, positives: rows.map { $0.item.condition == condition })
    }
  }

  /// Their mean; `nil` unless each is defined.
  func mean(_ weights: [Int]?) -> Double? {
    let areas = ordered.compactMap { $0.area(weights) }
    return areas.count == ordered.count && !areas.isEmpty ? areas.reduce(0, +) / Double(areas.count) : nil
  }
}
