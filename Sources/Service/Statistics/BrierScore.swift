/// The mean squared distance of probabilities from what came true.
public enum BrierScore {
  /// - Parameters:
  ///   - probabilities: predicted, 0…1.
  ///   - positives: what is true, one for each probability.
  /// - Returns: 0 at best, 1 at worst; `nil` of nothing.
  /// - Source: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950 (its binary half).
  public static func of(_ probabilities: [Double], positives: [Bool]) -> Double? {
    guard !probabilities.isEmpty else { return nil }
    let sum = zip(probabilities, positives).reduce(0.0) { total, pair in
      let error = pair.0 - (pair.1 ? 1 : 0)
      return total + error * error
    }
    return sum / Double(probabilities.count)
  }
}
