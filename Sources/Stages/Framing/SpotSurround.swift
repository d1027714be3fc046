/// The strips of skin beside a box, and how much the box differs from all of them.
///
/// Asked some twenty thousand times a frame, and so laid into the scan: eight numbers handed over by value cost more than the work.
struct SpotSurround {
  enum Direction { case horizontal, vertical }

  /// Shadows change luma most, lesions colour and detail too.
  private static let weights = SIMD4<Float>(0.7, 1.4, 1.4, 0.6)
  /// Noise and texture of ordinary skin, in weighted levels.
  private static let floor: Float = 3

  /// How much of a strip's own variance counts: shading and hair are no spots.
  private static let inside: Float = 0.3
  /// Beyond this a thing is no more a spot than at it.
  private static let highest: Float = 5

  /// Cells that a strip needs to be seen at all.
  let enough: Int32
  private var strips = (SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero)
  private var variance: Float = 0
  private var count = 0
  private var horizontal = 0
  private var vertical = 0

  init(enough: Int32) { self.enough = enough }

  /// Luma, Cb, Cr and detail.
  @inline(__always)
  static func mean(_ sum: SIMD8<Int32>) -> SIMD4<Float> {
    SIMD4(Float(sum[1]), Float(sum[2]), Float(sum[3]), Float(sum[6])) / Float(max(1, sum[0]))
  }

  /// Whether two colours are far enough apart to be told from noise.
  @inline(__always)
  static func differs(_ first: SIMD4<Float>, _ second: SIMD4<Float>) -> Bool {
    let difference = (first - second) * weights
    return (difference * difference).sum() > 4
  }

  /// Takes a strip in if it shows skin.
  @inline(__always)
  mutating func add(_ sum: SIMD8<Int32>, _ direction: Direction) {
    guard sum[0] >= enough, sum[5] * 5 >= sum[0] * 3 else { return }
    let mean = Self.mean(sum)
    variance += max(0, Float(sum[4]) / Float(sum[0]) - mean.x * mean.x)
    switch count {
    case 0: strips.0 = mean
    case 1: strips.1 = mean
    case 2: strips.2 = mean
    default: strips.3 = mean
    }
    count += 1
    if direction == .horizontal { horizontal += 1 } else { vertical += 1 }
  }

  /// The contrast to the strip that differs least, in units of how much the strips differ among themselves: a spot differs on all
  /// sides and its sides are alike, while a gap between fingers or the edge of a limb goes on in two of them.
  @inline(__always)
  func contrast(to centre: SIMD4<Float>) -> Float {
    // On a finger the two sides along it must do.
    guard count >= 3 || horizontal == 2 || vertical == 2 else { return 0 }
    let mean = (strips.0 + strips.1 + strips.2 + strips.3) / Float(count)
    let difference = (centre - mean) * Self.weights
    let length = (difference * difference).sum().squareRoot()
    guard length > 3 else { return 0 }
    let direction = difference / length
    var weakest = Float.infinity
    var spread: Float = 0
    func compare(_ strip: SIMD4<Float>) {
      weakest = min(weakest, (direction * (centre - strip) * Self.weights).sum())
      let deviation = (strip - mean) * Self.weights
      spread += (deviation * deviation).sum()
    }
    compare(strips.0)
    compare(strips.1)
    if count > 2 { compare(strips.2) }
    if count > 3 { compare(strips.3) }
    let noise = Self.floor * Self.floor + (spread + Self.inside * variance) / Float(count)
    let score = min(Self.highest, (max(0, weakest) * length / noise).squareRoot())
    return score * Self.warmth(mean, from: 2, over: 14) * Self.warmth(centre, from: -6, over: 12) * Self.calm(mean)
      * (centre.x > mean.x + 25 ? 0.6 : 1)
  }

  /// Skin is calm between its spots; a shelf full of things is not.
  private static func calm(_ mean: SIMD4<Float>) -> Float { min(1, max(0.4, 1.4 - mean.w / 30)) }

  /// How much a colour looks like skin, 0.3…1: a faintly warm wall passes the mask, and so does a black thing on a table, but they
  /// come after what is surely skin.
  private static func warmth(_ mean: SIMD4<Float>, from: Float, over: Float) -> Float {
    min(1, max(0.3, (mean.z - mean.y - from) / over))
  }
}
