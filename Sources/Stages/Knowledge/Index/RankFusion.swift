/// Two rankings made one: each item gets the sum of weight ÷ (k + rank) over the lists that it is in.
///
/// - Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
///   SIGIR 2009, where k is 60.
struct RankFusion {
  struct Item {
    let row: Int
    var score: Double
    var lexicalRank: Int?
    var vectorRank: Int?
  }

  let constant: Double
  let vectorWeight: Double

  /// Best first; equal ones in the order of rows.
  func fuse(lexical: [Int], vectors: [Int]) -> [Item] {
    var items: [Int: Item] = [:]
    for (index, row) in lexical.enumerated() {
      items[row, default: Item(row: row, score: 0)].score += 1 / (constant + Double(index + 1))
      items[row]?.lexicalRank = index + 1
    }
    for (index, row) in vectors.enumerated() {
      items[row, default: Item(row: row, score: 0)].score += vectorWeight / (constant + Double(index + 1))
      items[row]?.vectorRank = index + 1
    }
    return items.values.sorted { ($0.score, $1.row) > ($1.score, $0.row) }
  }
}
