internal import Vocabulary

/// A rectangle of a picture in pixels, with fractions.
struct PixelBox: Sendable, Hashable {
  let left: Double
  let top: Double
  let right: Double
  let bottom: Double

  init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  init(_ region: Region, width: Int, height: Int) {
    left = region.x * Double(width)
    top = region.y * Double(height)
    right = (region.x + region.width) * Double(width)
    bottom = (region.y + region.height) * Double(height)
  }

  static func whole(width: Int, height: Int) -> PixelBox {
    PixelBox(left: 0, top: 0, right: Double(width), bottom: Double(height))
  }

  /// The square around this rectangle's centre with its longer side, moved, and at last shrunk, to fit the picture.
  func squared(width: Int, height: Int) -> PixelBox {
    let side = min(max(right - left, bottom - top, 1), Double(min(width, height)))
    let x = min(max((left + right - side) / 2, 0), Double(width) - side)
    let y = min(max((top + bottom - side) / 2, 0), Double(height) - side)
    return PixelBox(left: x, top: y, right: x + side, bottom: y + side)
  }

  /// This rectangle in fractions of the picture.
  func region(width: Int, height: Int, weight: Double) -> Region {
    Region(
      x: left / Double(width), y: top / Double(height), width: (right - left) / Double(width),
      height: (bottom - top) / Double(height), weight: weight)
  }
}
