import Foundation

/// The highest threshold that still finds a wanted share of the positives of a sample.
///
/// - Source: the empirical ROC curve's own corner; Pepe, "The statistical evaluation of medical tests for classification and prediction",
///   2003, section 4.2.
public enum SensitivityThreshold {
  /// - Parameters:
  ///   - wanted: the share of positives to find, more than 0, at most 1.
  ///   - scores: higher means more like a positive.
  ///   - positives: what is true, one for each score.
  /// - Returns: a score of the sample, from which on at least that share counts as positive; `nil` without a positive.
  public static func value(for wanted: Double, _ scores: [Double], positives: [Bool]) -> Double? {
    let found = zip(scores, positives).filter(\.1).map(\.0).sorted(by: >)
    guard !found.isEmpty, wanted > 0, wanted <= 1 else { return nil }
    // 0.9 of 10 must be 9, whatever 0.9 is in binary.
    let needed = max(1, Int((wanted * Double(found.count) - 1e-9).rounded(.up)))
    return found[min(needed, found.count) - 1]
  }
}
