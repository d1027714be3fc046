internal import CDotProducts

/// Rows of numbers of which the ones with the largest dot product with a query are asked for. The answer is exact.
///
/// A first pass over one byte a number bounds each row's product from both sides; only rows that may still belong to the answer are
/// multiplied as they are. With ‖x − x̂‖ the error of a row's bytes and ‖q − q̂‖ that of the query's, the product of x̂ and q̂ is at
/// most ‖x − x̂‖·‖q‖ + ‖x̂‖·‖q − q̂‖ away from the true one (Cauchy–Schwarz).
///
/// - Shape: `[count × width]` Float, row after row.
/// - Threading: immutable; safe from any thread, and each call runs on the caller's.
public struct RowTable: Sendable {
  public let width: Int
  public let count: Int
  private let rows: [Float]
  private let bytes: [Int8]
  private let bounds: [RowBound]

  /// - Precondition: `rows` is a whole number of rows of `width`, which is 1 to 65 535.
  public init(rows: [Float], width: Int) {
    precondition((1...65_535).contains(width) && rows.count % width == 0, "rows of \(width) numbers are needed")
    self.rows = rows
    self.width = width
    count = rows.count / width
    var bytes: [Int8] = []
    var bounds: [RowBound] = []
    bytes.reserveCapacity(rows.count)
    bounds.reserveCapacity(count)
    for start in stride(from: 0, to: rows.count, by: width) {
      bounds.append(RowBound(quantising: rows[start..<start + width], into: &bytes))
    }
    (self.bytes, self.bounds) = (bytes, bounds)
  }

  /// The `limit` rows of the largest product with `query`, largest first; equal ones in the order of rows.
  ///
  /// - Parameters:
  ///   - query: as wide as the rows.
  ///   - limit: how many rows at most.
  ///   - isAllowed: which rows count; all if `nil`.
  public func nearest(to query: [Float], limit: Int, isAllowed: [Bool]? = nil) -> [ScoredRow] {
    precondition(query.count == width, "a query has \(width) numbers")
    guard limit > 0, count > 0 else { return [] }
    let coarse = QueryWords(query, width: width)
    let sums = products(with: coarse)
    let candidates = self.candidates(sums, coarse, limit, isAllowed)
    let scored = candidates.map { ScoredRow(row: $0, score: product(of: $0, with: query)) }
    return Array(scored.sorted { ($0.score, $1.row) > ($1.score, $0.row) }.prefix(limit))
  }

  /// The exact product of one row.
  public func product(of row: Int, with query: [Float]) -> Float {
    precondition(row < count && query.count == width, "a row of the table and \(width) numbers are needed")
    return unsafe rows.withUnsafeBufferPointer { rows in
      unsafe query.withUnsafeBufferPointer { query in
        guard let start = rows.baseAddress, let other = query.baseAddress else { return 0 }
        return unsafe dot_product(start + row * width, other, width)
      }
    }
  }

  private func products(with query: QueryWords) -> [Int32] {
    unsafe [Int32](unsafeUninitializedCapacity: count) { sums, filled in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe query.words.withUnsafeBufferPointer { words in
          unsafe dot_products_of_bytes(bytes.baseAddress, words.baseAddress, count, width, sums.baseAddress)
        }
      }
      filled = count
    }
  }

  /// Rows whose upper bound reaches the `limit`th largest lower bound.
  private func candidates(_ sums: [Int32], _ query: QueryWords, _ limit: Int, _ isAllowed: [Bool]?) -> [Int] {
    var floor = LargestValues(limit: limit)
    for row in 0..<count where isAllowed?[row] ?? true {
      let (score, error) = bounds[row].score(of: sums[row], query)
      if score - error > floor.smallest { floor.insert(score - error) }
    }
    let least = floor.smallest
    return (0..<count).filter { row in
      guard isAllowed?[row] ?? true else { return false }
      let (score, error) = bounds[row].score(of: sums[row], query)
      return score + error >= least
    }
  }
}
