import Statistics
import Vocabulary

/// One condition's scores of examples by models that had not seen them or anything of their groups.
struct HeldOutScores {
  let condition: ConditionIdentifier
  /// For each example the largest logit over its vectors.
  let logits: [Double]
  let positives: [Bool]
  let folds: GroupedFolds

  /// Platt's curve over all of them; `nil` where none can be fitted, as when the classes do not overlap.
  /// - Source: Platt, "Probabilistic outputs for support vector machines", 1999, with the labels as they are.
  var curve: HeadCondition.Curve? { Self.curve(logits, positives) }

  /// Probabilities of each example by a curve that was fitted on the other parts; `nil` where one of these curves could not be fitted.
  var probabilities: [Double]? {
    var found = [Double](repeating: 0, count: logits.count)
    for fold in 0..<folds.count {
      let split = folds.split(fold)
      guard let curve = Self.curve(split.learned.map { logits[$0] }, split.learned.map { positives[$0] }) else { return nil }
      for index in split.heldOut { found[index] = LogisticModel.logistic(curve.slope * logits[index] + curve.intercept) }
    }
    return found
  }

  private static func curve(_ logits: [Double], _ positives: [Bool]) -> HeadCondition.Curve? {
    guard positives.contains(true), positives.contains(false),
      let fit = LogisticCalibration(probabilities: logits.map(LogisticModel.logistic), positives: positives), fit.slope > 0
    else { return nil }
    return HeadCondition.Curve(slope: fit.slope, intercept: fit.intercept)
  }
}
