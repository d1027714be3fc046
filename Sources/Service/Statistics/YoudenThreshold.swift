/// The score at which sensitivity plus specificity is greatest.
///
/// - Source: Youden, "Index for rating diagnostic tests", Cancer 3, 1950.
public struct YoudenThreshold: Sendable, Hashable {
  /// A picture counts as positive from here on.
  public let threshold: Double
  public let sensitivity: Double
  public let specificity: Double

  /// - Returns: `nil` without a positive or without a negative.
  public init?(_ scores: [LabelledScore]) {
    let positives = Double(scores.count { $0.isPositive })
    let negatives = Double(scores.count) - positives
    guard positives > 0, negatives > 0 else { return nil }
    var best: YoudenThreshold?
    var (hits, alarms) = (0.0, 0.0)
    let sorted = scores.sorted { $0.score > $1.score }
    for (index, item) in sorted.enumerated() {
      if item.isPositive { hits += 1 } else { alarms += 1 }
      // Equal scores fall on one side together.
      if index + 1 < sorted.count, sorted[index + 1].score == item.score { continue }
      let candidate = YoudenThreshold(item.score, hits / positives, 1 - alarms / negatives)
      if candidate.index > best?.index ?? -1 { best = candidate }
    }
    guard let best else { return nil }
    self = best
  }

  private init(_ threshold: Double, _ sensitivity: Double, _ specificity: Double) {
    self.threshold = threshold
    self.sensitivity = sensitivity
    self.specificity = specificity
  }

  private var index: Double { sensitivity + specificity - 1 }
}
