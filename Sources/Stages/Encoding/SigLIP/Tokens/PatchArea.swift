internal import Vocabulary

/// A rectangle of a grid, in patches.
struct PatchArea: Sendable, Hashable {
  let columns: Range<Int>
  let rows: Range<Int>

  /// The patches that `box` touches, at least one, within a grid of `side` by `side` patches over `grid`; both in pixels of the picture.
  init(_ box: PixelBox, over grid: PixelBox, side: Int) {
    func touched(_ low: Double, _ high: Double, _ start: Double, _ end: Double) -> Range<Int> {
      let scale = Double(side) / (end - start)
      // Half a thousandth of a patch is rounding, not a patch.
      let first = min(max(Int(((low - start) * scale + 0.0005).rounded(.down)), 0), side - 1)
      return first..<min(max(Int(((high - start) * scale - 0.0005).rounded(.up)), first + 1), side)
    }
    columns = touched(box.left, box.right, grid.left, grid.right)
    rows = touched(box.top, box.bottom, grid.top, grid.bottom)
  }

  /// What it covers, in pixels of the picture.
  func box(over grid: PixelBox, side: Int) -> PixelBox {
    let (width, height) = ((grid.right - grid.left) / Double(side), (grid.bottom - grid.top) / Double(side))
    return PixelBox(
      left: grid.left + Double(columns.lowerBound) * width, top: grid.top + Double(rows.lowerBound) * height,
      right: grid.left + Double(columns.upperBound) * width, bottom: grid.top + Double(rows.upperBound) * height)
  }
}
