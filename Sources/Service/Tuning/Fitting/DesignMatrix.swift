/// Rows of numbers in double precision, laid out for products with one vector after another.
///
/// Each row is filled up with zeros to whole blocks of eight.
public struct DesignMatrix: Sendable {
  public let rows: Int
  public let columns: Int
  let blocks: Int
  private let values: [SIMD8<Double>]

  /// - Parameters:
  ///   - vectors: one a row, of equal length.
  ///   - scaling: is applied to each; `nil` for none.
  public init(_ vectors: [[Float]], scaling: FeatureScaling? = nil) {
    rows = vectors.count
    columns = vectors.first?.count ?? 0
    blocks = (columns + 7) / 8
    var values = [SIMD8<Double>](repeating: .zero, count: rows * blocks)
    for (row, vector) in vectors.enumerated() {
      precondition(vector.count == columns, "rows of equal length")
      let scaled = scaling?.applied(to: vector) ?? vector.map { Double($0) }
      for column in 0..<columns { values[row * blocks + column / 8][column % 8] = scaled[column] }
    }
    self.values = values
  }

  /// The dot product of each row with a vector, plus the same offset.
  ///
  /// - Parameters:
  ///   - vector: in blocks, as ``packed(_:)`` makes them.
  ///   - offset: added to each product.
  /// - Returns: one number a row.
  func product(_ vector: [SIMD8<Double>], offset: Double) -> [Double] {
    var products = [Double](repeating: 0, count: rows)
    for row in 0..<rows {
      var sum = SIMD8<Double>.zero
      let start = row * blocks
      for block in 0..<blocks { sum += values[start + block] * vector[block] }
      products[row] = sum.sum() + offset
    }
    return products
  }

  /// The sum of all rows, each times its own factor.
  ///
  /// - Parameter factors: one a row.
  /// - Returns: in blocks.
  func transposedProduct(_ factors: [Double]) -> [SIMD8<Double>] {
    var sums = [SIMD8<Double>](repeating: .zero, count: blocks)
    for row in 0..<rows where factors[row] != 0 {
      let (start, factor) = (row * blocks, SIMD8<Double>(repeating: factors[row]))
      for block in 0..<blocks { sums[block] += values[start + block] * factor }
    }
    return sums
  }

  /// The sum of all squared rows, each times its own factor.
  ///
  /// - Parameter factors: one a row.
  /// - Returns: in blocks.
  func transposedSquares(_ factors: [Double]) -> [SIMD8<Double>] {
    var sums = [SIMD8<Double>](repeating: .zero, count: blocks)
    for row in 0..<rows where factors[row] != 0 {
      let (start, factor) = (row * blocks, SIMD8<Double>(repeating: factors[row]))
      for block in 0..<blocks {
        let value = values[start + block]
        sums[block] += value * value * factor
      }
    }
    return sums
  }

  /// A vector in blocks.
  func packed(_ vector: [Double]) -> [SIMD8<Double>] {
    var blocked = [SIMD8<Double>](repeating: .zero, count: blocks)
    for column in 0..<columns { blocked[column / 8][column % 8] = vector[column] }
    return blocked
  }

  /// The numbers of a vector in blocks.
  func unpacked(_ vector: [SIMD8<Double>]) -> [Double] { (0..<columns).map { vector[$0 / 8][$0 % 8] } }
}
