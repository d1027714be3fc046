/// How each item of one class stands to all items of the other: what the variance of an area rests on.
///
/// - Source: DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
///   curves: a nonparametric approach", Biometrics 44, 1988 (structural components); Sun and Xu, "Fast implementation of DeLong's
///   algorithm", IEEE Signal Processing Letters 21, 2014 (by midranks).
struct Placements {
  /// For each positive the share of negatives below it, ties counting half.
  let ofPositives: [Double]
  /// For each negative the share of positives above it, ties counting half.
  let ofNegatives: [Double]

  /// - Returns: `nil` unless there are two positives and two negatives: fewer have no variance.
  init?(_ scores: [Double], positives: [Bool]) {
    let high = zip(scores, positives).filter(\.1).map(\.0)
    let low = zip(scores, positives).filter { !$0.1 }.map(\.0)
    guard high.count > 1, low.count > 1 else { return nil }
    let all = Midranks.of(high + low)
    ofPositives = zip(all, Midranks.of(high)).map { ($0 - $1) / Double(low.count) }
    ofNegatives = zip(all.dropFirst(high.count), Midranks.of(low)).map { 1 - ($0 - $1) / Double(high.count) }
  }

  var area: Double { Self.mean(ofPositives) }

  /// The covariance of two areas over the same items; with itself, the variance of one.
  func covariance(with other: Placements) -> Double {
    Self.covariance(ofPositives, other.ofPositives) / Double(ofPositives.count)
      + Self.covariance(ofNegatives, other.ofNegatives) / Double(ofNegatives.count)
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func covariance(_ first: [Double], _ second: [Double]) -> Double {
    let (middle, other) = (mean(first), mean(second))
    return zip(first, second).reduce(0) { $0 + ($1.0 - middle) * ($1.1 - other) } / Double(first.count - 1)
  }
}
