import Foundation

/// The regularised incomplete beta function, from which tails of Student's t come.
enum IncompleteBeta {
  /// I_x(a, b).
  ///
  /// - Parameters:
  ///   - x: 0…1.
  ///   - a: more than 0.
  ///   - b: more than 0.
  /// - Returns: 0…1.
  /// - Source: DLMF 8.17.22 (continued fraction), evaluated by Lentz, "Generating Bessel functions in Mie scattering calculations
  ///   using continued fractions", Applied Optics 15, 1976.
  static func value(at x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast on this side only.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - value(at: 1 - x, b, a) }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * fraction(x, a, b)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var numerator = 1.0
    var denominator = 1 / kept(1 - (a + b) * x / (a + 1))
    var product = denominator
    for step in 1...2000 {
      let m = Double(step)
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        denominator = 1 / kept(1 + term * denominator)
        numerator = kept(1 + term / numerator)
        product *= denominator * numerator
      }
      if abs(denominator * numerator - 1) < 1e-16 { break }
    }
    return product
  }
}
