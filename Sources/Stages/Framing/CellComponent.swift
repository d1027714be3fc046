/// Marked cells that touch along an edge.
struct CellComponent: Sendable {
  var count = 0
  var left = Int.max
  var right = 0
  var top = Int.max
  var bottom = 0
  var touchesBorder = false

  mutating func add(column: Int, row: Int, columns: Int, rows: Int) {
    count += 1
    left = min(left, column)
    right = max(right, column)
    top = min(top, row)
    bottom = max(bottom, row)
    if column == 0 || row == 0 || column == columns - 1 || row == rows - 1 { touchesBorder = true }
  }
}
