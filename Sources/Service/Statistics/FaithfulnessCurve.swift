/// How much of a score an order of a picture's parts explains: its parts are taken away, or put back, the most important first.
///
/// - Source: Petsiuk, Das and Saenko 2018 (RISE): deletion and insertion.
public struct FaithfulnessCurve: Sendable, Hashable {
  /// Area under the score while parts go: low for an order that names the right ones first.
  public let deletion: Double
  /// Area under the score while parts come: high for an order that names the right ones first.
  public let insertion: Double

  /// - Parameters:
  ///   - deleting: the score before anything is gone, after each step, and at last of the empty picture; at least two.
  ///   - inserting: the score of the empty picture, after each step, and at last of the whole one.
  /// - Returns: `nil` where the whole picture scores no higher than the empty one: then there is nothing to explain.
  public init?(deleting: [Double], inserting: [Double]) {
    guard let whole = deleting.first, let empty = deleting.last, deleting.count > 1, inserting.count > 1, whole - empty > 1e-6
    else { return nil }
    func area(_ scores: [Double]) -> Double {
      let shares = scores.map { ($0 - empty) / (whole - empty) }
      return zip(shares, shares.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 2 } / Double(shares.count - 1)
    }
    (deletion, insertion) = (area(deleting), area(inserting))
  }
}
