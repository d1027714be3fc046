/// The area under the receiver operating characteristic.
public enum AreaUnderCurve {
  /// The chance that a positive scores above a negative, ties counting half.
  ///
  /// - Parameter scores: one for each item.
  /// - Returns: 0…1, or `nil` without a positive or without a negative: there is nothing to measure, and no number stands for it.
  /// - Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 143, 1982 (rank-sum form).
  public static func of(_ scores: [LabelledScore]) -> Double? {
    of(scores.map(\.score), positives: scores.map(\.isPositive), weights: nil)
  }

  /// The same with a whole-number weight for each score.
  ///
  /// - Parameters:
  ///   - scores: higher means more like a positive; any scale.
  ///   - positives: what is true, one for each score.
  ///   - weights: how often each score counts; all once if `nil`.
  /// - Returns: 0…1, or `nil` without a positive or without a negative.
  public static func of(_ scores: [Double], positives: [Bool], weights: [Int]?) -> Double? {
    OrderedScores(scores, positives: positives).area(weights)
  }
}
