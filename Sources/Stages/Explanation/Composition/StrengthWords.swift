/// How strongly, in words that are tied to numbers: five equal bands of the calibrated probability.
///
/// The bands are this project's own convention. The number always stands beside the word, so that nobody need know them.
public enum StrengthWords {
  /// - Parameter probability: calibrated, 0…1.
  /// - Returns: an adverb for "resembles".
  public static func adverb(for probability: Double) -> String {
    switch probability {
    case ..<0.2: "weakly"
    case ..<0.4: "somewhat"
    case ..<0.6: "moderately"
    case ..<0.8: "strongly"
    default: "very strongly"
    }
  }

  /// - Parameter value: 0…1.
  /// - Returns: whole per cent, and never a bare 0 or 100 for what is neither.
  public static func percent(_ value: Double) -> String {
    if value > 0, value < 0.005 { return "less than 1 %" }
    if value < 1, value >= 0.995 { return "more than 99 %" }
    return "\(Int((value * 100).rounded())) %"
  }
}
