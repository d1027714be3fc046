internal import Vocabulary

/// Turns spots and skin into the regions of a view, and keeps them steady from frame to frame.
struct RegionChoice: Sendable {
  /// Four spots and the skin as a whole.
  static let mostRegions = 5
  /// Side of a region over that of its spot: an encoder wants to see the skin around.
  private static let margin = 1.6
  /// Smallest side of a region, as a share of the frame's longer side: encoders are trained on pictures in which the lesion fills
  /// a third, and tell more by one with skin around it than by one that fills the view.
  private static let smallest = 0.26
  /// A spot below this comes after the skin as a whole.
  private static let clearScore: Float = 1
  /// How much of the former place is kept.
  private static let inertia = 0.5

  private var previous: [Region] = []

  mutating func forget() { previous = [] }

  /// Best first.
  mutating func regions(_ spots: [Spot], _ map: SkinMap, _ grid: PictureGrid, _ pixels: PixelBuffer) -> [Region] {
    let best = spots.first?.score ?? 1
    let around = spots.map { spot in
      let side = max(Double(spot.side) * Self.margin, Double(max(grid.columns, grid.rows)) * Self.smallest)
      return Self.square(Double(spot.column) + 0.5, Double(spot.row) + 0.5, side, Double(spot.score / best), grid, pixels)
    }
    var ordered = around
    if let skin = Self.skin(map, grid, pixels) {
      ordered.insert(skin, at: (spots.first?.score ?? 0) >= Self.clearScore ? min(ordered.count, Self.mostRegions - 1) : 0)
    }
    let chosen = ordered.prefix(Self.mostRegions).map(steady)
    previous = chosen
    return chosen
  }

  /// The limb as a whole where it does not fill the frame.
  private static func skin(_ map: SkinMap, _ grid: PictureGrid, _ pixels: PixelBuffer) -> Region? {
    guard let largest = map.largest, (0.02...0.5).contains(map.largestShare) else { return nil }
    let width = Double(largest.right - largest.left + 1)
    let height = Double(largest.bottom - largest.top + 1)
    return square(
      Double(largest.left) + width / 2, Double(largest.top) + height / 2, max(width, height) * 1.1, 0.5, grid, pixels)
  }

  /// A square in pixels around a point of the grid, moved into the frame, in fractions of it.
  private static func square(
    _ column: Double, _ row: Double, _ side: Double, _ weight: Double, _ grid: PictureGrid, _ pixels: PixelBuffer
  ) -> Region {
    let pixel = Double(grid.cell * grid.step)
    let width = min(1, side * pixel / Double(pixels.width))
    let height = min(1, side * pixel / Double(pixels.height))
    let x = column * pixel / Double(pixels.width) - width / 2
    let y = row * pixel / Double(pixels.height) - height / 2
    return Region(
      x: min(1 - width, max(0, x)), y: min(1 - height, max(0, y)), width: width, height: height, weight: min(1, weight))
  }

  private func steady(_ region: Region) -> Region {
    guard let former = previous.first(where: { Self.overlap($0, region) > 0.5 }) else { return region }
    func blend(_ old: Double, _ new: Double) -> Double { Self.inertia * old + (1 - Self.inertia) * new }
    return Region(
      x: blend(former.x, region.x), y: blend(former.y, region.y), width: blend(former.width, region.width),
      height: blend(former.height, region.height), weight: region.weight)
  }

  /// Intersection over union.
  private static func overlap(_ first: Region, _ second: Region) -> Double {
    let common =
      max(0, min(first.x + first.width, second.x + second.width) - max(first.x, second.x))
      * max(0, min(first.y + first.height, second.y + second.height) - max(first.y, second.y))
    let union = first.width * first.height + second.width * second.height - common
    return union > 0 ? common / union : 0
  }
}
