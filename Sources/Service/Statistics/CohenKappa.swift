/// Agreement of two readers beyond what chance would give.
///
/// - Source: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960; weighted: Cohen,
///   Psychological Bulletin 70, 1968; standard error: Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted
///   kappa", Psychological Bulletin 72, 1969.
public struct CohenKappa: Sendable, Hashable {
  /// How much a disagreement counts, by how far apart the categories are.
  public enum Weighting: Sendable, CaseIterable {
    case equal, linear, quadratic
  }

  /// 1 at full agreement, 0 at chance.
  public let value: Double
  public let standardError: Double

  /// - Parameters:
  ///   - first: one reader's categories, as places in an ordered list.
  ///   - second: the other's, for the same items.
  ///   - categoryCount: how long the list is.
  ///   - weighting: how much a disagreement counts.
  /// - Returns: `nil` of nothing, or where both readers always name one same category: chance explains that.
  public init?(_ first: [Int], _ second: [Int], categoryCount: Int, weighting: Weighting = .equal) {
    precondition(first.count == second.count, "both readers judge the same items")
    precondition((first + second).allSatisfy { (0..<categoryCount).contains($0) }, "a category outside the list")
    guard !first.isEmpty, categoryCount > 1 else { return nil }
    let n = Double(first.count)
    var shares = [Double](repeating: 0, count: categoryCount * categoryCount)
    for (row, column) in zip(first, second) { shares[row * categoryCount + column] += 1 / n }
    let places = 0..<categoryCount
    let rows = places.map { row in places.reduce(0) { $0 + shares[row * categoryCount + $1] } }
    let columns = places.map { column in places.reduce(0) { $0 + shares[$1 * categoryCount + column] } }
    func weight(_ row: Int, _ column: Int) -> Double {
      let apart = Double(abs(row - column)) / Double(categoryCount - 1)
      switch weighting {
      case .equal: return row == column ? 1 : 0
      case .linear: return 1 - apart
      case .quadratic: return 1 - apart * apart
      }
    }
    let rowWeights = places.map { row in places.reduce(0) { $0 + columns[$1] * weight(row, $1) } }
    let columnWeights = places.map { column in places.reduce(0) { $0 + rows[$1] * weight($1, column) } }
    var (seen, chance) = (0.0, 0.0)
    for row in places {
      for column in places {
        seen += shares[row * categoryCount + column] * weight(row, column)
        chance += rows[row] * columns[column] * weight(row, column)
      }
    }
    guard chance < 1 else { return nil }
    var spread = 0.0
    for row in places {
      for column in places {
        let term = weight(row, column) * (1 - chance) - (rowWeights[row] + columnWeights[column]) * (1 - seen)
        spread += shares[row * categoryCount + column] * term * term
      }
    }
    let offset = seen * chance - 2 * chance + seen
    value = (seen - chance) / (1 - chance)
    standardError = (max(0, spread - offset * offset) / n).squareRoot() / ((1 - chance) * (1 - chance))
  }

  /// Kappa, give or take its standard errors.
  ///
  /// - Parameter confidence: more than 0, less than 1.
  /// - Returns: the interval, not cut at 1.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let reach = NormalDistribution.reach(of: confidence) * standardError
    return ConfidenceInterval(low: value - reach, high: value + reach)
  }
}
