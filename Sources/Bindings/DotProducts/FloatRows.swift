internal import CDotProducts

/// Rows of numbers that are multiplied with one query after another, every row of them.
///
/// - Shape: `[count × width]` Float, row after row.
/// - Threading: immutable; safe from any thread, and each call runs on the caller's.
public struct FloatRows: Sendable {
  public let width: Int
  public let count: Int
  private let rows: [Float]

  /// - Parameters:
  ///   - rows: a whole number of rows.
  ///   - width: numbers of a row, at least 1.
  public init(rows: [Float], width: Int) {
    precondition(width > 0 && rows.count % width == 0, "rows of \(width) numbers are needed")
    self.rows = rows
    self.width = width
    count = rows.count / width
  }

  /// One of the rows.
  ///
  /// - Parameter index: from 0.
  /// - Returns: its numbers.
  public func row(_ index: Int) -> ArraySlice<Float> { rows[(index * width)..<((index + 1) * width)] }

  /// The dot product of each row with `query`; the same to the last bit on every processor.
  ///
  /// - Parameter query: as wide as the rows.
  /// - Returns: a product for each row.
  public func products(with query: ArraySlice<Float>) -> [Float] {
    precondition(query.count == width, "a query has \(width) numbers")
    return unsafe [Float](unsafeUninitializedCapacity: count) { products, filled in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe query.withUnsafeBufferPointer { query in
          unsafe dot_products(rows.baseAddress, query.baseAddress, count, width, products.baseAddress)
        }
      }
      filled = count
    }
  }
}
