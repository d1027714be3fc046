/// The area under the receiver operating characteristic.
public enum AreaUnderCurve {
  /// The chance that a positive scores above a negative, ties counting half.
  ///
  /// - Returns: 0…1, or `nil` without a positive or without a negative: there is nothing to measure, and no number stands for it.
  /// - Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 143, 1982 (rank-sum form).
  public static func of(_ scores: [LabelledScore]) -> Double? {
    of(scores.map(\.score), positives: scores.map(\.isPositive), weights: nil)
  }

  /// The same with a whole-number weight for each score, as the bootstrap draws them.
  public static func of(_ scores: [Double], positives: [Bool], weights: [Int]?) -> Double? {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (negativesBelow, wins, positiveCount) = (0.0, 0.0, 0.0)
    var start = 0
    while start < order.count {
      var end = start
      var (tiedPositives, tiedNegatives) = (0.0, 0.0)
      while end < order.count, scores[order[end]] == scores[order[start]] {
        let weight = Double(weights?[order[end]] ?? 1)
        if positives[order[end]] { tiedPositives += weight } else { tiedNegatives += weight }
        end += 1
      }
      wins += tiedPositives * (negativesBelow + tiedNegatives / 2)
      negativesBelow += tiedNegatives
      positiveCount += tiedPositives
      start = end
    }
    guard positiveCount > 0, negativesBelow > 0 else { return nil }
    return wins / (positiveCount * negativesBelow)
  }
}
