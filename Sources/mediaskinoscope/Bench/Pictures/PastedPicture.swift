import Encoding
import Foundation
import Statistics
import Vocabulary

/// A photograph of a lesion on a photograph of a hand, as a teleconsult might show it. A pasted photograph is no patient: edges, light
/// and scale are ours.
///
/// - Source: the same rule as `Tools/video/clips.py`: the hand takes the tone of the skin around the lesion, a soft round edge hides its corners.
struct PastedPicture: Sendable {
  static let (width, height) = (640, 480)

  let pixels: PixelBuffer
  /// The lesion's square.
  let place: Region

  /// - Parameters:
  ///   - side: of the lesion, as a share of the frame's width.
  ///   - x, y: its middle, in shares of the frame.
  init(lesion: PixelBuffer, on hand: PixelBuffer, side: Double, x: Double, y: Double) {
    let edge = Self.edgeTone(of: Self.resized(lesion, width: 64, height: 64), side: 64)
    var frame = Self.resized(hand, width: Self.width, height: Self.height)
    let middle = Self.middleTone(of: frame)
    for place in frame.indices { frame[place] = min(frame[place] * edge[place % 3] / max(middle[place % 3], 1), 255) }
    let pixels = max(8, Int(side * Double(Self.width)))
    let patch = Self.resized(lesion, width: pixels, height: pixels)
    let (left, top) = (Int(x * Double(Self.width)) - pixels / 2, Int(y * Double(Self.height)) - pixels / 2)
    for row in 0..<pixels {
      for column in 0..<pixels where (0..<Self.height).contains(top + row) && (0..<Self.width).contains(left + column) {
        let share = Self.cover(row, column, pixels)
        let (from, to) = (3 * (row * pixels + column), 3 * ((top + row) * Self.width + left + column))
        for channel in 0..<3 { frame[to + channel] += share * (patch[from + channel] - frame[to + channel]) }
      }
    }
    self.pixels = PixelBuffer(
      width: Self.width, height: Self.height, format: .rgb, bytes: frame.map { UInt8(min(max($0 + 0.5, 0), 255)) })
    let (wide, high) = (Double(pixels) / Double(Self.width), Double(pixels) / Double(Self.height))
    place = Region(
      x: Double(left) / Double(Self.width), y: Double(top) / Double(Self.height), width: wide, height: high, weight: 1)
  }

  /// Whether a point, in shares of the frame, lies within the lesion's circle.
  func holds(x: Double, y: Double) -> Bool {
    let (across, down) = (2 * (x - place.x) / place.width - 1, 2 * (y - place.y) / place.height - 1)
    return across * across + down * down <= 1
  }

  /// The circle's share of the frame: what a point at random would hit.
  var share: Double { Double.pi / 4 * place.width * place.height }

  /// How far the patch covers the hand: all in the middle, nothing at the edge of its circle.
  private static func cover(_ row: Int, _ column: Int, _ side: Int) -> Float {
    let (x, y) = (2 * (Float(column) + 0.5) / Float(side) - 1, 2 * (Float(row) + 0.5) / Float(side) - 1)
    return min(max((1 - (x * x + y * y).squareRoot()) / 0.25, 0), 1)
  }

  /// Mean colour of the outermost two rows.
  private static func edgeTone(of rgb: [Float], side: Int) -> [Float] {
    mean(of: rgb, at: [0, 1, side - 2, side - 1].flatMap { row in (0..<side).map { row * side + $0 } })
  }

  /// Mean colour of the middle ninth of a frame.
  private static func middleTone(of rgb: [Float]) -> [Float] {
    mean(
      of: rgb,
      at: (height / 3..<2 * height / 3).flatMap { row in (width / 3..<2 * width / 3).map { row * width + $0 } })
  }

  private static func mean(of rgb: [Float], at places: [Int]) -> [Float] {
    (0..<3).map { channel in places.reduce(Float(0)) { $0 + rgb[3 * $1 + channel] } / Float(places.count) }
  }

  /// The picture at another size: the mean over the area of each new pixel, or between neighbours where it becomes larger.
  private static func resized(_ picture: PixelBuffer, width: Int, height: Int) -> [Float] {
    let source = picture.rgbBytes
    let across = taps(width, of: picture.width)
    let down = taps(height, of: picture.height)
    var result = [Float](repeating: 0, count: 3 * width * height)
    for (row, vertical) in down.enumerated() {
      for (column, horizontal) in across.enumerated() {
        let target = 3 * (row * width + column)
        for (y, high) in vertical {
          for (x, wide) in horizontal {
            let from = 3 * (y * picture.width + x)
            for channel in 0..<3 { result[target + channel] += high * wide * Float(source[from + channel]) }
          }
        }
      }
    }
    return result
  }

  /// For each of `count` places along `length` pixels: which of them, and how much of each (a triangle as wide as the place).
  private static func taps(_ count: Int, of length: Int) -> [[(Int, Float)]] {
    let scale = Double(length) / Double(count)
    let reach = max(scale, 1)
    return (0..<count).map { place in
      let centre = (Double(place) + 0.5) * scale - 0.5
      let found = (Int((centre - reach).rounded(.up))...Int((centre + reach).rounded(.down))).map { pixel in
        (min(max(pixel, 0), length - 1), Float(1 - abs(Double(pixel) - centre) / reach))
      }
      let total = found.reduce(Float(0)) { $0 + $1.1 }
      return found.map { ($0.0, $0.1 / total) }
    }
  }
}
