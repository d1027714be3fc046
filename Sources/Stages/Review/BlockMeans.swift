/// The mean colours of a few blocks of a picture, and nothing else of it.
struct BlockMeans {
  private let cells: Int
  private let means: [ColourReader.Colour]

  init(_ colours: ColourReader, _ box: SnapshotFrame.Box, cells: Int) {
    self.cells = cells
    means = (0..<(cells * cells)).map { place in
      let (column, row) = (place % cells, place / cells)
      let x = box.x + column * box.width / cells
      let y = box.y + row * box.height / cells
      return colours.mean(
        x..<max(x + 1, box.x + (column + 1) * box.width / cells), y..<max(y + 1, box.y + (row + 1) * box.height / cells))
    }
  }

  /// Between the means of the four nearest blocks; `x` and `y` in fractions of the box.
  func smoothed(_ x: Double, _ y: Double) -> ColourReader.Colour {
    let (column, across) = place(x)
    let (row, down) = place(y)
    let top = at(column, row).mixed(with: at(column + 1, row), across)
    let bottom = at(column, row + 1).mixed(with: at(column + 1, row + 1), across)
    return top.mixed(with: bottom, down)
  }

  private func place(_ fraction: Double) -> (Int, Double) {
    let position = min(max(0, fraction * Double(cells) - 0.5), Double(cells - 1))
    return (Int(position), position - Double(Int(position)))
  }

  private func at(_ column: Int, _ row: Int) -> ColourReader.Colour {
    means[min(row, cells - 1) * cells + min(column, cells - 1)]
  }
}
