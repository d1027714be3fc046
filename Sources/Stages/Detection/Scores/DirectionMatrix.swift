import DotProducts

/// Rows of equal length that are multiplied with one vector after another.
struct DirectionMatrix: Sendable {
  let dimension: Int
  private let table: FloatRows
  var rows: Int { table.count }

  /// - Precondition: every row has `dimension` numbers.
  init(_ rows: [[Float]], dimension: Int) {
    precondition(rows.allSatisfy { $0.count == dimension }, "rows of equal length")
    self.dimension = dimension
    table = FloatRows(rows: rows.flatMap(\.self), width: dimension)
  }

  /// The dot product of each row with `vector`.
  /// - Shape: `[dimension] → [rows]`.
  func product(_ vector: ArraySlice<Float>) -> [Float] { table.products(with: vector) }

  /// One of the rows.
  func row(_ index: Int) -> ArraySlice<Float> { table.row(index) }
}
