import Testing

@testable import DotProducts

@Suite struct RowTableTests {
  /// Numbers that look random and are the same on every run.
  private struct Numbers {
    var state: UInt64
    mutating func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
    }
    mutating func row(_ width: Int) -> [Float] { (0..<width).map { _ in next() } }
  }

  private static func naive(_ rows: [[Float]], _ query: [Float], _ limit: Int) -> [ScoredRow] {
    rows.indices.map { row in ScoredRow(row: row, score: Float(zip(rows[row], query).reduce(0.0) { $0 + Double($1.0 * $1.1) })) }
      .sorted { ($0.score, $1.row) > ($1.score, $0.row) }.prefix(limit).map { $0 }
  }

  @Test(arguments: [1, 3, 8, 37, 384])
  func `finds exactly what multiplying every row finds`(width: Int) {
    var numbers = Numbers(state: UInt64(width))
    let rows = (0..<900).map { _ in numbers.row(width) }
    let table = RowTable(rows: rows.flatMap { $0 }, width: width)
    for limit in [1, 10, 50] {
      let query = numbers.row(width)
      let found = table.nearest(to: query, limit: limit)
      let expected = Self.naive(rows, query, limit)
      #expect(found.map(\.row) == expected.map(\.row))
      for (one, other) in zip(found, expected) { #expect(abs(one.score - other.score) < 1e-3) }
    }
  }

  @Test func `a row that nearly equals the best is not lost to rounding`() {
    // All rows within a byte's rounding of each other: the bytes alone cannot order them.
    let rows = (0..<200).map { row in (0..<16).map { Float($0 % 3) + Float(row) * 1e-5 } }
    let table = RowTable(rows: rows.flatMap { $0 }, width: 16)
    let query = [Float](repeating: 1, count: 16)
    #expect(table.nearest(to: query, limit: 5).map(\.row) == [199, 198, 197, 196, 195])
  }

  @Test func `rows that are not allowed are never found, and zeros do no harm`() {
    let table = RowTable(rows: [1, 0, 0, 0, 0.5, 0], width: 2)
    #expect(table.nearest(to: [1, 0], limit: 2, isAllowed: [false, true, true]).map(\.row) == [2, 1])
    #expect(table.nearest(to: [0, 0], limit: 3).count == 3)
    #expect(RowTable(rows: [], width: 4).nearest(to: [0, 0, 0, 0], limit: 3).isEmpty)
  }

  @Test func `keeps the largest values`() {
    var values = LargestValues(limit: 3)
    #expect(values.smallest == -.infinity)
    for value: Float in [5, 1, 9, 7, 2, 8] { values.insert(value) }
    #expect(values.smallest == 7)
  }

  @Test(arguments: [1, 2, 63, 64, 65, 192, 1152])
  func `every row's product is that of the definition`(width: Int) {
    var numbers = Numbers(state: UInt64(width))
    let rows = (0..<37).map { _ in numbers.row(width) }
    let table = FloatRows(rows: rows.flatMap { $0 }, width: width)
    let query = numbers.row(width)
    let found = table.products(with: ([7] + query).dropFirst())
    #expect(found.count == 37)
    for (product, row) in zip(found, rows) {
      let exact = zip(row, query).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(Double(product) - exact) < 1e-6 * Double(width))
    }
    #expect(FloatRows(rows: [], width: width).products(with: query[...]).isEmpty)
  }
}
