internal import Vocabulary

/// Which patches of a frame are looked at when there is no time for all: half of them spread over the best region, half over the frame.
///
/// They are patches of one grid over the whole frame, as fine as the frame's own pixels, and each keeps its place in it: the tower sees
/// a picture of which most patches are missing, not a smaller picture.
///
/// - Source: that a vision transformer bears missing patches: Liu et al., "PatchDropout: Economizing Vision Transformers Using Patch
///   Dropout", WACV 2023. The half, and what was tried beside it: `Documentation/ENCODER-STUDY.md`.
struct PatchChoice: Sendable, Hashable {
  /// Patches along an edge of the grid.
  let side: Int
  /// Row times ``side`` plus column of each, those of ``close`` first; none twice.
  let places: [Int]
  /// The patches of the region.
  let close: PatchLattice
  /// What ``close`` spreads over, in pixels of the picture.
  let closeBox: PixelBox

  /// Fewer patches than these are no picture.
  static let fewest = 16
  /// Of the patches, those of the region.
  static let closeShare = 0.5
  /// How much finer than the tower's own grid a larger frame is cut.
  static let mostMagnification = 2

  /// - Parameters:
  ///   - region: where it is worth looking; `nil` = nowhere more than elsewhere.
  ///   - picture: the frame's rectangle, in its own pixels.
  ///   - grid: the rectangle that the grid covers: the frame, or the square that padding makes of it.
  ///   - side: patches along an edge of the grid.
  ///   - tokens: at most so many patches; at least 2.
  init(_ region: Region?, picture: PixelBox, grid: PixelBox, side: Int, tokens: Int) {
    self.side = side
    let wanted = region.map { PixelBox($0, width: Int(picture.right), height: Int(picture.bottom)) }
    let area = PatchArea(wanted ?? picture, over: grid, side: side)
    close = PatchLattice(area, limit: wanted == nil ? tokens : max(Int(Double(tokens) * Self.closeShare), 1))
    closeBox = area.box(over: grid, side: side)
    var places = Self.places(close, side)
    let known = Set(places)
    if wanted != nil, places.count < tokens {
      let around = PatchLattice(PatchArea(picture, over: grid, side: side), limit: tokens - places.count)
      places += Self.places(around, side).filter { !known.contains($0) }
    }
    self.places = places
  }

  private static func places(_ lattice: PatchLattice, _ side: Int) -> [Int] {
    lattice.rows.flatMap { row in lattice.columns.map { row * side + $0 } }
  }

  /// Patches along an edge of the grid that leaves a picture its own pixels, never makes it larger, and is no coarser than the tower's own.
  ///
  /// - Parameters:
  ///   - grid: the rectangle that the grid covers, in pixels of the picture.
  ///   - patchSide: pixels along a patch's edge.
  ///   - own: patches along an edge of the tower's own grid.
  static func side(of grid: PixelBox, patchSide: Int, own: Int) -> Int {
    let natural = Int(max(grid.right - grid.left, grid.bottom - grid.top) / Double(patchSide))
    return min(max(natural, own), mostMagnification * own)
  }
}
