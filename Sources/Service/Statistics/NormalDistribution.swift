import Foundation

/// The normal distribution of mean 0 and variance 1.
public enum NormalDistribution {
  /// The chance of a value up to `bound`.
  ///
  /// - Parameter bound: any number.
  /// - Returns: 0…1.
  /// - Source: Abramowitz and Stegun, "Handbook of mathematical functions", 1964, 26.2.29, by the C library's `erfc`.
  public static func cumulative(_ bound: Double) -> Double { erfc(-bound / 2.0.squareRoot()) / 2 }

  /// The bound that a value stays below with the chance `share`.
  ///
  /// - Parameter share: more than 0, less than 1.
  /// - Returns: the bound; infinite where `share` is 0 or 1, not a number outside.
  /// - Source: start by Abramowitz and Stegun 1964, 26.2.23; then Halley's steps on the distribution itself.
  public static func quantile(_ share: Double) -> Double {
    guard share > 0, share < 1 else { return share == 0 ? -.infinity : share == 1 ? .infinity : .nan }
    // Below one half there is no cancellation.
    if share > 0.5 { return -quantile(1 - share) }
    let steep = (-2 * log(share)).squareRoot()
    let upper = 2.515517 + steep * (0.802853 + steep * 0.010328)
    let lower = 1 + steep * (1.432788 + steep * (0.189269 + steep * 0.001308))
    var bound = upper / lower - steep
    for _ in 0..<4 {
      let error = (cumulative(bound) - share) * (2 * Double.pi).squareRoot() * exp(bound * bound / 2)
      bound -= error / (1 + bound * error / 2)
    }
    return bound
  }

  /// How many standard errors the two-sided interval of this confidence reaches to each side: 1.96 for 0.95.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: a positive number.
  public static func reach(of confidence: Double) -> Double { -quantile((1 - confidence) / 2) }
}
