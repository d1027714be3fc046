import Foundation
import TestSupport
import Vocabulary

/// A picture that a test draws, in RGB, and turns into a frame.
struct DrawnPicture {
  typealias Colour = SIMD3<Double>

  let width: Int
  let height: Int
  private(set) var pixels: [Colour]

  init(width: Int = 640, height: Int = 480, _ colour: Colour) {
    self.width = width
    self.height = height
    pixels = Array(repeating: colour, count: width * height)
  }

  /// Skin with shading and grain, as a camera sees it.
  static func skin(_ tone: Colour, seed: UInt64 = 1, grain: Double = 6) -> DrawnPicture {
    var picture = DrawnPicture(tone)
    picture.shade()
    picture.grain(grain, seed: seed)
    return picture
  }

  /// From very light to very dark.
  static let tones: [Colour] = [
    .init(244, 216, 200), .init(224, 178, 150), .init(190, 138, 108), .init(141, 96, 70), .init(96, 62, 46), .init(58, 40, 34),
  ]

  mutating func change(_ rule: (Int, Int, Colour) -> Colour) {
    for y in 0..<height { for x in 0..<width { pixels[y * width + x] = rule(x, y, pixels[y * width + x]) } }
  }

  private mutating func shade() {
    let (w, h) = (Double(width), Double(height))
    change { x, y, colour in colour * (0.85 + 0.2 * Double(x) / w - 0.1 * Double(y) / h) }
  }

  mutating func grain(_ amount: Double, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    change { _, _, colour in colour + (Double(generator.next() % 2001) / 1000 - 1) * amount }
  }

  /// A round spot with an edge two pixels wide.
  mutating func spot(at x: Double, _ y: Double, diameter: Double, _ colour: Colour) {
    change { column, row, old in
      let distance = ((Double(column) - x) * (Double(column) - x) + (Double(row) - y) * (Double(row) - y)).squareRoot()
      let share = min(1, max(0, (diameter / 2 - distance) / 2 + 0.5))
      return old * (1 - share) + colour * share
    }
  }

  mutating func rectangle(_ x: Range<Int>, _ y: Range<Int>, _ colour: (Int, Int, Colour) -> Colour) {
    for row in y { for column in x { pixels[row * width + column] = colour(column, row, pixels[row * width + column]) } }
  }

  /// Each pixel the mean of the box around it, three times: nearly a Gaussian.
  func blurred(radius: Int) -> DrawnPicture {
    var copy = self
    for _ in 0..<3 {
      copy.pixels = Self.box(copy.pixels, count: width, lines: height, step: 1, lineStep: width, radius)
      copy.pixels = Self.box(copy.pixels, count: height, lines: width, step: width, lineStep: 1, radius)
    }
    return copy
  }

  private static func box(_ pixels: [Colour], count: Int, lines: Int, step: Int, lineStep: Int, _ radius: Int) -> [Colour] {
    var result = pixels
    for line in 0..<lines {
      let start = line * lineStep
      func pixel(_ index: Int) -> Colour { pixels[start + min(count - 1, max(0, index)) * step] }
      var sum = (-radius...radius).reduce(Colour.zero) { $0 + pixel($1) }
      for index in 0..<count {
        result[start + index * step] = sum / Double(2 * radius + 1)
        sum += pixel(index + radius + 1) - pixel(index - radius)
      }
    }
    return result
  }

  func shifted(by offset: Int) -> DrawnPicture {
    var copy = self
    copy.change { x, y, _ in pixels[y * width + (x + offset) % width] }
    return copy
  }

  /// - Source: ITU-R BT.601-7 section 2.5, limited range.
  func buffer(rgb: Bool = false) -> PixelBuffer {
    let clipped = pixels.map { pointwiseMin(pointwiseMax($0, .zero), Colour(repeating: 255)) }
    if rgb {
      return PixelBuffer(
        width: width, height: height, format: .rgb, bytes: clipped.flatMap { [UInt8($0.x), UInt8($0.y), UInt8($0.z)] })
    }
    var bytes = clipped.map { UInt8(16 + 219 / 255 * (0.299 * $0.x + 0.587 * $0.y + 0.114 * $0.z)) }
    func chroma(_ weights: Colour) -> [UInt8] {
      stride(from: 0, to: height, by: 2).flatMap { y in
        stride(from: 0, to: width, by: 2).map { x in UInt8(128 + 224 / 255 * (clipped[y * width + x] * weights).sum()) }
      }
    }
    bytes += chroma(.init(-0.168736, -0.331264, 0.5)) + chroma(.init(0.5, -0.418688, -0.081312))
    return PixelBuffer(width: width, height: height, format: .i420(.bt601Limited), bytes: bytes)
  }
}
