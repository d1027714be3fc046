/// Scores with their truth, sorted once, so that areas of many resamples cost a pass each.
public struct OrderedScores: Sendable {
  /// Places of the given arrays, the lowest score first.
  private let order: [Int]
  private let positives: [Bool]
  /// Where a run of equal scores ends, as places of `order`.
  private let ends: [Int]

  /// - Parameters:
  ///   - scores: higher means more like a positive; any scale.
  ///   - positives: what is true, one for each score.
  public init(_ scores: [Double], positives: [Bool]) {
    precondition(scores.count == positives.count, "a truth for each score")
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    self.order = order
    self.positives = positives
    ends = order.indices.filter { $0 + 1 == order.count || scores[order[$0 + 1]] != scores[order[$0]] }.map { $0 + 1 }
  }

  /// The chance that a positive scores above a negative, ties counting half.
  ///
  /// - Parameter weights: how often each score counts, as the bootstrap draws them; all once if `nil`.
  /// - Returns: 0…1, or `nil` without a positive or without a negative: there is nothing to measure, and no number stands for it.
  /// - Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 143, 1982 (rank-sum form).
  public func area(_ weights: [Int]? = nil) -> Double? {
    var (negativesBelow, wins, positiveCount) = (0.0, 0.0, 0.0)
    var start = 0
    for end in ends {
      var (tiedPositives, tiedNegatives) = (0.0, 0.0)
      for place in start..<end {
        let weight = Double(weights?[order[place]] ?? 1)
        if positives[order[place]] { tiedPositives += weight } else { tiedNegatives += weight }
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
