import Vocabulary

extension Region {
  var isWhole: Bool { x <= 0 && y <= 0 && width >= 1 && height >= 1 }

  /// The common area as a share of the smaller rectangle's.
  func overlap(with other: Region) -> Double {
    let common =
      max(0, min(x + width, other.x + other.width) - max(x, other.x))
      * max(0, min(y + height, other.y + other.height) - max(y, other.y))
    let smaller = min(width * height, other.width * other.height)
    return smaller > 0 ? common / smaller : 0
  }

  func weighing(_ weight: Double) -> Region { Region(x: x, y: y, width: width, height: height, weight: weight) }
}
