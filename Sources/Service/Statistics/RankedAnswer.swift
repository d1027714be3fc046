import Foundation

/// One query's ranked results against what is right for it.
///
/// - Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20, 2002 (nDCG, binary gains);
///   Voorhees, "The TREC-8 Question Answering Track Report", 1999 (reciprocal rank).
public struct RankedAnswer: Sendable, Hashable {
  /// Whether each result is right, best first.
  private let isRight: [Bool]
  /// How many right ones there are in all.
  private let rightCount: Int

  /// - Precondition: something is right.
  public init<Item: Hashable>(_ ranking: [Item], right: Set<Item>) {
    precondition(!right.isEmpty, "a query without a right answer measures nothing")
    isRight = ranking.map(right.contains)
    rightCount = right.count
  }

  /// 1 if one of the first `depth` results is right, else 0.
  public func hit(within depth: Int) -> Double { isRight.prefix(depth).contains(true) ? 1 : 0 }

  /// 1 ÷ the rank of the first right result within `depth`; 0 if there is none.
  public func reciprocalRank(within depth: Int) -> Double {
    isRight.prefix(depth).firstIndex(of: true).map { 1 / Double($0 + 1) } ?? 0
  }

  /// Normalised discounted cumulative gain of the first `depth` results, 0…1.
  public func gain(within depth: Int) -> Double {
    let found = isRight.prefix(depth).enumerated().reduce(0) { $1.element ? $0 + 1 / log2(Double($1.offset + 2)) : $0 }
    let ideal = (0..<min(depth, rightCount)).reduce(0) { $0 + 1 / log2(Double($1 + 2)) }
    return found / ideal
  }
}
