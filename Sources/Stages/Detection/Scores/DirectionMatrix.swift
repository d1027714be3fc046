/// Rows of equal length that are multiplied with one vector after another.
///
/// Kept in lanes of sixteen: a plain sum of products cannot be vectorised, because the order of a floating-point sum is fixed.
struct DirectionMatrix: Sendable {
  let rows: Int
  let dimension: Int
  private let lanes: [SIMD16<Float>]
  private var lanesInRow: Int { Self.lanes(in: dimension) }

  /// - Precondition: every row has `dimension` numbers.
  init(_ rows: [[Float]], dimension: Int) {
    precondition(rows.allSatisfy { $0.count == dimension }, "rows of equal length")
    self.rows = rows.count
    self.dimension = dimension
    lanes = rows.flatMap { Self.pack($0[...]) }
  }

  /// The dot product of each row with `vector`.
  /// - Shape: `[dimension] → [rows]`.
  func product(_ vector: ArraySlice<Float>) -> [Float] {
    let packed = Self.pack(vector)
    return (0..<rows).map { row in
      let start = row * lanesInRow
      var sum = SIMD16<Float>()
      // Not fused: without such an instruction each lane would be a call into the C library.
      for lane in packed.indices { sum += lanes[start + lane] * packed[lane] }
      return sum.sum()
    }
  }

  private static func lanes(in dimension: Int) -> Int { (dimension + 15) / 16 }

  private static func pack(_ vector: ArraySlice<Float>) -> [SIMD16<Float>] {
    var packed = [SIMD16<Float>](repeating: .zero, count: lanes(in: vector.count))
    let start = vector.startIndex
    for lane in 0..<(vector.count / 16) {
      for element in 0..<16 { packed[lane][element] = vector[start + lane * 16 + element] }
    }
    for element in (vector.count / 16 * 16)..<vector.count { packed[element / 16][element % 16] = vector[start + element] }
    return packed
  }
}
