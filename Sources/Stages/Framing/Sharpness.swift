/// How sharp a frame is where it matters: on and around skin.
///
/// The width of an edge is its height divided by its steepest step, so it does not depend on how much contrast the picture has. A
/// picture without edges is smooth, not blurred, and nothing is said about it.
struct Sharpness: Sendable {
  /// Height that makes a difference an edge, in luma levels.
  private static let edgeHeight: Float = 22
  /// Cells to each side over which an edge may extend.
  private static let reach = 2

  /// Fewer cells on an edge say nothing.
  private static let fewestEdges = 8

  /// How many of the cells looked at lie on an edge.
  let edges: Int
  /// Width that a tenth of the higher edges stay below, in read pixels.
  let width: Float
  /// Steps that only one in a hundred cells exceeds.
  private let sharpestStep: Float
  private let lumaRange: Float
  private let cell: Int

  init(_ grid: PictureGrid, within mask: CellMask?) {
    var found: [(height: Float, width: Float)] = []
    var steps = [Int](repeating: 0, count: 256)
    var low = Float.infinity
    var high = -Float.infinity
    let reach = Self.reach
    for row in stride(from: reach, to: grid.rows - reach, by: 2) {
      for column in stride(from: reach, to: grid.columns - reach, by: 2) {
        let place = row * grid.columns + column
        if let mask, !mask[place], !mask[place - 1], !mask[place + 1] { continue }
        let (height, steepest) = Self.edge(grid, place)
        steps[min(255, Int(grid.steepest[place]))] += 1
        low = min(low, grid.luma[place])
        high = max(high, grid.luma[place])
        if height >= Self.edgeHeight { found.append((height, height / max(1, steepest))) }
      }
    }
    edges = found.count
    // Where a window sees the foot of an edge only, height and width are both too small: the higher half counts.
    found.sort { $0.height > $1.height }
    let widths = found.prefix((found.count + 1) / 2).map(\.width).sorted()
    width = widths.isEmpty ? 0 : widths[widths.count / 10]
    cell = grid.cell
    lumaRange = high - low
    sharpestStep = Self.top(steps)
  }

  /// Whether even the sharpest edges are soft, or there is light and shade but nowhere any detail. The window grows with the cell,
  /// and so does what it can measure; a picture of one pixel a cell is too small to be judged.
  var isBlurred: Bool {
    guard cell > 1 else { return false }
    return edges >= Self.fewestEdges ? width > 4.2 + 0.75 * Float(cell) : lumaRange > 30 && sharpestStep < 2
  }

  /// Softer than any lens would be on something that lies in front of it.
  var isFormless: Bool { isBlurred && (edges < Self.fewestEdges || width > 2.2 * Float(cell)) }

  /// The level that one in a hundred exceeds.
  private static func top(_ histogram: [Int]) -> Float {
    var left = histogram.reduce(0, +) / 100
    for (level, number) in histogram.enumerated().reversed() {
      left -= number
      if left < 0 { return Float(level) }
    }
    return 0
  }

  /// Height of the luma step over the cells around, and the steepest step between pixels there.
  private static func edge(_ grid: PictureGrid, _ place: Int) -> (height: Float, steepest: Float) {
    var low = Float.infinity
    var high = -Float.infinity
    var steepest: Float = 0
    for line in -reach...reach {
      let start = place + line * grid.columns
      for offset in -reach...reach {
        let value = grid.luma[start + offset]
        low = min(low, value)
        high = max(high, value)
        steepest = max(steepest, grid.steepest[start + offset])
      }
    }
    return (high - low, steepest)
  }
}
