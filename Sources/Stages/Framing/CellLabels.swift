/// The connected components of a mask.
struct CellLabels: Sendable {
  /// For each cell the index of its component, −1 where the mask is empty.
  let labels: [Int32]
  let components: [CellComponent]

  init(_ mask: CellMask) {
    var labels = [Int32](repeating: -1, count: mask.cells.count)
    var components: [CellComponent] = []
    var stack: [Int] = []
    for start in labels.indices where mask[start] && labels[start] < 0 {
      let label = Int32(components.count)
      var component = CellComponent()
      labels[start] = label
      stack.append(start)
      while let place = stack.popLast() {
        let (row, column) = place.quotientAndRemainder(dividingBy: mask.columns)
        component.add(column: column, row: row, columns: mask.columns, rows: mask.rows)
        func visit(_ next: Int) {
          guard mask[next], labels[next] < 0 else { return }
          labels[next] = label
          stack.append(next)
        }
        if column > 0 { visit(place - 1) }
        if column < mask.columns - 1 { visit(place + 1) }
        if row > 0 { visit(place - mask.columns) }
        if row < mask.rows - 1 { visit(place + mask.columns) }
      }
      components.append(component)
    }
    self.labels = labels
    self.components = components
  }
}
