import Vocabulary

/// A picture in squares, any of which can be covered with the picture's mean colour.
struct CellMask {
  static let side = 7
  static let count = side * side

  private let width: Int
  private let height: Int
  private let bytes: [UInt8]
  private let fill: [UInt8]

  /// - Parameter rgb: `3 × width × height` bytes.
  init(width: Int, height: Int, rgb: [UInt8]) {
    (self.width, self.height, bytes) = (width, height, rgb)
    var sums = [0, 0, 0]
    for place in rgb.indices { sums[place % 3] += Int(rgb[place]) }
    fill = sums.map { UInt8($0 / max(width * height, 1)) }
  }

  /// The picture with these cells covered; cells are numbered row by row.
  func covering(_ cells: some Sequence<Int>) -> PixelBuffer {
    var result = bytes
    for cell in cells {
      let (row, column) = cell.quotientAndRemainder(dividingBy: Self.side)
      for y in (row * height / Self.side)..<((row + 1) * height / Self.side) {
        for x in (column * width / Self.side)..<((column + 1) * width / Self.side) {
          let place = 3 * (y * width + x)
          (result[place], result[place + 1], result[place + 2]) = (fill[0], fill[1], fill[2])
        }
      }
    }
    return PixelBuffer(width: width, height: height, format: .rgb, bytes: result)
  }

  /// The middle of a patch, in shares of the frame.
  static func middle(of place: Int, in grid: PatchGrid) -> (x: Double, y: Double) {
    let (row, column) = place.quotientAndRemainder(dividingBy: grid.columns)
    return (
      grid.region.x + grid.region.width * (Double(column) + 0.5) / Double(grid.columns),
      grid.region.y + grid.region.height * (Double(row) + 0.5) / Double(grid.rows)
    )
  }

  /// The middle of a cell, in shares of the frame.
  static func middle(of cell: Int) -> (x: Double, y: Double) {
    let (row, column) = cell.quotientAndRemainder(dividingBy: side)
    return ((Double(column) + 0.5) / Double(side), (Double(row) + 0.5) / Double(side))
  }

  /// Mean of a map in each cell: what lies outside of the picture is left out.
  ///
  /// - Parameter map: a value for each place of `grid`.
  static func means(of grid: PatchGrid, _ map: [Float]) -> [Double] {
    var (sums, counts) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for place in map.indices {
      let (x, y) = middle(of: place, in: grid)
      guard (0..<1).contains(x), (0..<1).contains(y) else { continue }
      let cell = Int(y * Double(side)) * side + Int(x * Double(side))
      sums[cell] += Double(map[place])
      counts[cell] += 1
    }
    // A cell between two rows of a coarse grid has no patch of its own: it ranks last.
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : -.infinity }
  }
}
