/// A place that differs from the skin around it.
struct Spot: Sendable, Hashable {
  /// Centre in cells.
  let column: Int
  let row: Int
  /// Half of its side in cells, the centre not counted.
  let radius: Int
  /// Contrast to its surroundings in units of their own variation.
  let score: Float

  var side: Int { 2 * radius + 1 }

  func scaled(by factor: Float) -> Spot { Spot(column: column, row: row, radius: radius, score: score * factor) }

  /// Whether this and `other` are one place seen twice.
  func isSame(as other: Spot) -> Bool {
    let reach = Double(side + other.side) * 0.55
    return Double(abs(column - other.column)) < reach && Double(abs(row - other.row)) < reach
  }
}
