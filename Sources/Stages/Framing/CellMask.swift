/// A yes or no for each cell of a grid.
struct CellMask: Sendable {
  let columns: Int
  let rows: Int
  private(set) var cells: [Bool]
  private(set) var count = 0

  init(columns: Int, rows: Int, _ isMarked: (Int) -> Bool) {
    self.columns = columns
    self.rows = rows
    cells = (0..<(columns * rows)).map(isMarked)
    count = cells.count(where: \.self)
  }

  var share: Double { Double(count) / Double(max(1, cells.count)) }
  subscript(_ place: Int) -> Bool { cells[place] }
}
