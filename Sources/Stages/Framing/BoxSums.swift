/// Sums over any rectangle of a grid in four reads, for all planes at once.
///
/// Lanes: 0 cells that are no background, 1–3 their luma, Cb and Cr, 4 their squared luma, 5 skin cells,
/// 6 steepest steps.
struct BoxSums: Sendable {
  let columns: Int
  let rows: Int
  private let sums: [SIMD8<Int32>]

  init(_ grid: PictureGrid, _ map: SkinMap) {
    columns = grid.columns
    rows = grid.rows
    let width = columns + 1
    var sums = [SIMD8<Int32>](repeating: .zero, count: width * (rows + 1))
    for row in 0..<rows {
      var line = SIMD8<Int32>.zero
      for column in 0..<columns {
        let place = row * columns + column
        if !map.background[place] {
          let luma = Int32(grid.luma[place])
          line &+= SIMD8(
            1, luma, Int32(grid.blue[place]), Int32(grid.red[place]), luma &* luma, map.skin[place] ? 1 : 0,
            Int32(grid.steepest[place]), 0)
        }
        sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] &+ line
      }
    }
    self.sums = sums
  }

  /// The sums over columns `left..<right` and rows `top..<bottom`, clipped to the grid.
  @inline(__always)
  func sum(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> SIMD8<Int32> {
    let left = min(columns, max(0, left))
    let top = min(rows, max(0, top))
    let right = max(left, min(columns, right))
    let bottom = max(top, min(rows, bottom))
    let width = columns + 1
    return sums[bottom * width + right] &- sums[bottom * width + left] &- sums[top * width + right] &+ sums[top * width + left]
  }
}
