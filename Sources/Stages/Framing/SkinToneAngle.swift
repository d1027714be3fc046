import Foundation
public import Vocabulary

/// How light the skin beside a lesion looks in a picture: the individual typology angle of its pixels.
///
/// It tells of the photograph, light and white balance included, not of the person: use it to see which tones a set holds.
/// - Source: Chardon, Cretois and Hourseau, "Skin colour typology and suntanning pathways", International Journal of Cosmetic Science
///   13, 1991 (the angle); Kinyanjui et al., "Fairness of classifiers across skin tones in dermatology", MICCAI 2020 (from the pixels
///   beside the lesion); IEC 61966-2-1 and CIE 15 (sRGB to L*a*b*, white D65).
public struct SkinToneAngle: Sendable, Hashable {
  /// Degrees, −90…90; the lighter the skin, the larger.
  public let degrees: Double

  /// Fewer cells of plain skin than this share of the picture are too few to speak for it.
  private static let leastShare = 0.02
  /// The lesion of a close-up lies in the middle: what is within this share of either side's half is left out.
  private static let middle = 0.5

  /// - Parameter pixels: a picture of skin; other pictures give a number without meaning or none.
  /// - Returns: `nil` where too little plain skin is seen.
  public init?(of pixels: PixelBuffer) {
    guard let grid = PictureGrid(pixels) else { return nil }
    let map = SkinMap(grid)
    let spots = SpotFinder(grid, map).spots()
    let places = (0..<grid.count).filter { place in
      map.skin[place] && !Self.isMiddle(place, grid) && !spots.contains { Self.covers($0, place, grid) }
    }
    guard Double(places.count) >= Self.leastShare * Double(grid.count) else { return nil }
    let colours = places.map { Self.lightnessAndYellow(luma: grid.luma[$0], blue: grid.blue[$0], red: grid.red[$0]) }
    // The median lets hair, rulers and shadows pass.
    let lightness = Self.median(colours.map(\.lightness))
    let yellow = Self.median(colours.map(\.yellow))
    degrees = atan2(lightness - 50, yellow) * 180 / .pi
  }

  /// - Parameter degrees: −90…90.
  init(degrees: Double) { self.degrees = degrees }

  public var tone: SkinToneClass { SkinToneClass(degrees: degrees) }

  private static func isMiddle(_ place: Int, _ grid: PictureGrid) -> Bool {
    let (column, row) = (Double(place % grid.columns) + 0.5, Double(place / grid.columns) + 0.5)
    let (width, height) = (Double(grid.columns), Double(grid.rows))
    return abs(2 * column / width - 1) < middle && abs(2 * row / height - 1) < middle
  }

  private static func covers(_ spot: Spot, _ place: Int, _ grid: PictureGrid) -> Bool {
    abs(place % grid.columns - spot.column) <= spot.radius + 1 && abs(place / grid.columns - spot.row) <= spot.radius + 1
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  static func lightnessAndYellow(luma: Float, blue: Float, red: Float) -> (lightness: Double, yellow: Double) {
    let (y, cb, cr) = (Double(luma), Double(blue), Double(red))
    func linear(_ value: Double) -> Double {
      let share = min(max(value / 255, 0), 1)
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let (r, g, b) = (linear(y + 1.402 * cr), linear(y - 0.344136 * cb - 0.714136 * cr), linear(y + 1.772 * cb))
    func stretched(_ value: Double) -> Double {
      value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    let brightness = stretched(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    let depth = stretched((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    return (116 * brightness - 16, 200 * (brightness - depth))
  }
}
