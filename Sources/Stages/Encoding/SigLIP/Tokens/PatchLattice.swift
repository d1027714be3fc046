/// Some of the patches of a rectangle of a grid, evenly spread: all of them where they fit.
struct PatchLattice: Sendable, Hashable {
  /// Columns and rows of the grid that are looked at, ascending.
  let columns: [Int]
  let rows: [Int]

  /// The lattice within `area` of at most `limit` patches, in the rectangle's proportions as far as whole numbers allow.
  ///
  /// - Precondition: the area is not empty and the limit at least 1.
  init(_ area: PatchArea, limit: Int) {
    let (width, height) = (area.columns.count, area.rows.count)
    guard width * height > limit else {
      (columns, rows) = (Array(area.columns), Array(area.rows))
      return
    }
    let across = min(max(Int((Double(limit) * Double(width) / Double(height)).squareRoot()), 1), width, limit)
    columns = Self.spread(across, over: area.columns)
    rows = Self.spread(min(limit / across, height), over: area.rows)
  }

  var count: Int { columns.count * rows.count }

  /// `count` of a range, each in the middle of its part.
  private static func spread(_ count: Int, over range: Range<Int>) -> [Int] {
    (0..<count).map { range.lowerBound + Int((Double($0) + 0.5) * Double(range.count) / Double(count)) }
  }
}
