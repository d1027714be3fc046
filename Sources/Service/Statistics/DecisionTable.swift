/// What a threshold makes of labelled scores.
///
/// - Source: Altman and Bland, "Diagnostic tests 1: sensitivity and specificity", BMJ 308, 1994, and "Diagnostic tests 2: predictive
///   values", BMJ 309, 1994.
public struct DecisionTable: Sendable, Hashable {
  public let truePositives: Int
  public let falsePositives: Int
  public let trueNegatives: Int
  public let falseNegatives: Int

  /// - Parameters:
  ///   - scores: higher means more like a positive; any scale.
  ///   - positives: what is true, one for each score.
  ///   - threshold: a score counts as positive from here on.
  public init(_ scores: [Double], positives: [Bool], threshold: Double) {
    var counts = [0, 0, 0, 0]
    for (score, isPositive) in zip(scores, positives) { counts[(score >= threshold ? 0 : 2) + (isPositive ? 0 : 1)] += 1 }
    self.init(truePositives: counts[0], falsePositives: counts[1], trueNegatives: counts[3], falseNegatives: counts[2])
  }

  /// - Parameters:
  ///   - truePositives: positives at or above the threshold.
  ///   - falsePositives: negatives at or above it.
  ///   - trueNegatives: negatives below it.
  ///   - falseNegatives: positives below it.
  public init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  /// The share of positives that are found.
  public var sensitivity: Proportion { Proportion(truePositives, of: truePositives + falseNegatives) }
  /// The share of negatives that are left alone.
  public var specificity: Proportion { Proportion(trueNegatives, of: trueNegatives + falsePositives) }
  /// The share of true ones among those found, in a sample as this one.
  public var positivePredictiveValue: Proportion { Proportion(truePositives, of: truePositives + falsePositives) }
  /// The share of negatives among those left alone, in a sample as this one.
  public var negativePredictiveValue: Proportion { Proportion(trueNegatives, of: trueNegatives + falseNegatives) }
}
