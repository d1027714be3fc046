internal import Vocabulary

/// A rectangle of a frame, cut into so many patches.
struct Tile: Sendable, Hashable {
  let box: PixelBox
  let columns: Int
  let rows: Int

  var tokens: Int { columns * rows }

  /// The fewest patches along an edge: below sixteen patches there is no picture.
  static let fewestAlongEdge = 4
  static let fewest = fewestAlongEdge * fewestAlongEdge

  /// The tile for `region` within `tokens` patches: its pixels as they are where they fit, made smaller where they do not, never
  /// larger; a small region gets its surroundings instead, up to 16 patches.
  ///
  /// - Precondition: `tokens` is at least 16.
  init(_ region: Region, width: Int, height: Int, tokens: Int, patchSide: Int) {
    let side = Double(patchSide)
    let wanted = PixelBox(region, width: width, height: height)
    let least = Double(Self.fewestAlongEdge) * side
    box = wanted.grown(to: least, width: width, height: height)
    let (across, down) = ((box.right - box.left) / side, (box.bottom - box.top) / side)
    // Where the picture itself is smaller than 16 patches it is made larger after all.
    let natural = (
      columns: max(Int(across.rounded()), Self.fewestAlongEdge), rows: max(Int(down.rounded()), Self.fewestAlongEdge)
    )
    guard natural.columns * natural.rows > tokens else {
      (columns, rows) = natural
      return
    }
    (columns, rows) = Self.best(tokens, proportion: across / down)
  }

  /// The grid that uses many of the tokens and squashes the picture little: their share times the square of the squash.
  private static func best(_ tokens: Int, proportion: Double) -> (columns: Int, rows: Int) {
    var best = (columns: fewestAlongEdge, rows: fewestAlongEdge, worth: 0.0)
    for columns in fewestAlongEdge...max(tokens / fewestAlongEdge, fewestAlongEdge) {
      for rows in fewestAlongEdge...max(tokens / columns, fewestAlongEdge) {
        let squash = Double(columns) / Double(rows) / proportion
        let worth = Double(columns * rows) * min(squash, 1 / squash) * min(squash, 1 / squash)
        if worth > best.worth { best = (columns, rows, worth) }
      }
    }
    return (best.columns, best.rows)
  }
}

extension PixelBox {
  /// This rectangle around its centre, at least `least` pixels along each edge as far as the picture allows, within the picture.
  func grown(to least: Double, width: Int, height: Int) -> PixelBox {
    func axis(_ low: Double, _ high: Double, _ limit: Double) -> (Double, Double) {
      let length = min(max(high - low, least), limit)
      let start = min(max((low + high - length) / 2, 0), limit - length)
      return (start, start + length)
    }
    let (left, right) = axis(left, right, Double(width))
    let (top, bottom) = axis(top, bottom, Double(height))
    return PixelBox(left: left, top: top, right: right, bottom: bottom)
  }
}
