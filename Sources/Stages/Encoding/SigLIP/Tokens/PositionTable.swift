/// The learned positions of the vision tower, brought to grids of other measures.
///
/// - Source: Hugging Face `SiglipVisionEmbeddings.interpolate_pos_encoding`, PyTorch's `interpolate(mode="bicubic",
///   align_corners=False)`: cubic convolution with a = −0.75 (Keys 1981), edges repeated. Golden: `Tools/golden/positions.py`.
struct PositionTable: Sendable {
  private let width: Int
  private let side: Int
  private let values: [Float]

  /// - Parameter values: `[side × side, width]`, row by row.
  init(_ values: [Float], side: Int, width: Int) {
    (self.values, self.side, self.width) = (values, side, width)
  }

  /// The positions of `rows` by `columns` patches that make up a picture.
  ///
  /// - Shape: `[rows × columns, width]`, row by row.
  func positions(columns: Int, rows: Int) -> [Float] {
    if columns == side, rows == side { return values }
    let (across, down) = (Self.taps(columns, of: side), Self.taps(rows, of: side))
    var result = [Float](repeating: 0, count: rows * columns * width)
    for (row, vertical) in down.enumerated() {
      for (column, horizontal) in across.enumerated() {
        add(vertical, horizontal, to: &result, at: (row * columns + column) * width)
      }
    }
    return result
  }

  /// The positions of some patches of a grid of `side` by `side`.
  ///
  /// - Parameter places: row times `side` plus column of each.
  /// - Shape: `[places, width]`, in their order.
  func positions(at places: [Int], side grid: Int) -> [Float] {
    guard grid != side else { return places.flatMap { values[($0 * width)..<(($0 + 1) * width)] } }
    let taps = Self.taps(grid, of: side)
    var result = [Float](repeating: 0, count: places.count * width)
    for (number, place) in places.enumerated() {
      add(taps[place / grid], taps[place % grid], to: &result, at: number * width)
    }
    return result
  }

  /// Adds the position that the taps weigh together.
  private func add(_ vertical: [Tap], _ horizontal: [Tap], to result: inout [Float], at target: Int) {
    for (y, weightDown) in vertical {
      for (x, weightAcross) in horizontal {
        let (source, weight) = ((y * side + x) * width, weightDown * weightAcross)
        for place in 0..<width { result[target + place] += weight * values[source + place] }
      }
    }
  }

  private typealias Tap = (place: Int, weight: Float)

  /// For each of `count` places along an axis of `side`: four neighbours and their weights.
  private static func taps(_ count: Int, of side: Int) -> [[Tap]] {
    (0..<count).map { place in
      let centre = (Float(place) + 0.5) * (Float(side) / Float(count)) - 0.5
      let first = centre.rounded(.down)
      return (-1...2).map { step in
        (min(max(Int(first) + step, 0), side - 1), cubic(abs(centre - first - Float(step))))
      }
    }
  }

  /// The kernel of cubic convolution.
  private static func cubic(_ x: Float) -> Float {
    let a: Float = -0.75
    return x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
  }
}
