import Vocabulary

/// A frame reduced to some 160 × 120 cells, with what is needed of the detail below them: all that Framing ever reads.
///
/// Pictures larger than 640 are read at every second, third … pixel, so that the cost stays that of a 640 × 480 frame.
struct PictureGrid: Sendable {
  /// Cells along the longer side, at most.
  static let longestSide = 160
  private static let longestRead = 640
  private static let shortestSide = 8

  let columns: Int
  let rows: Int
  /// Read pixels along a cell's side, 1…4.
  let cell: Int
  /// Picture pixels from one read pixel to the next.
  let step: Int
  /// Mean luma, 0…255 whatever the range of the source.
  /// - Shape: `[rows × columns]`, row-major, as the planes below.
  private(set) var luma: [Float]
  /// Mean Cb and Cr, −128…127 around grey.
  private(set) var blue: [Float]
  private(set) var red: [Float]
  /// The largest luma difference between neighbouring read pixels within the cell.
  private(set) var steepest: [Float]

  /// `nil` for a picture of a few pixels, or of a few lines, which shows nothing.
  init?(_ pixels: PixelBuffer) {
    let longer = max(pixels.width, pixels.height)
    step = max(1, (longer + Self.longestRead - 1) / Self.longestRead)
    let read = longer / step
    cell = max(1, (read + Self.longestSide - 1) / Self.longestSide)
    // One read pixel is left over at the right and below for the differences.
    columns = ((pixels.width - 1) / step) / cell
    rows = ((pixels.height - 1) / step) / cell
    guard min(columns, rows) >= Self.shortestSide else { return nil }
    luma = [Float](repeating: 0, count: columns * rows)
    blue = luma
    red = luma
    steepest = luma
    switch pixels.format {
    case .i420(let encoding):
      readLuma(pixels, isLimited: encoding.isLimited)
      readChroma(pixels, isLimited: encoding.isLimited)
    case .rgb: readRGB(pixels)
    }
  }

  var count: Int { columns * rows }

  /// Every row of a small cell, every second row of a larger one: the columns give detail enough.
  private var rowStride: Int { cell > 1 ? 2 : 1 }

  private mutating func readLuma(_ pixels: PixelBuffer, isLimited: Bool) {
    let scale: Float = isLimited ? 255 / 219 : 1
    let offset: Float = isLimited ? 16 : 0
    let bytes = pixels.bytes
    let samples = Float(cell * ((cell + rowStride - 1) / rowStride))
    let right = min(step, pixels.width - 1)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = 0
        var steep = 0
        for line in stride(from: 0, to: cell, by: rowStride) {
          let y = (row * cell + line) * step
          var place = y * pixels.width + column * cell * step
          let down = y + step < pixels.height ? pixels.width * step : 0
          for _ in 0..<cell {
            let value = Int(bytes[place])
            sum &+= value
            steep = max(steep, abs(value &- Int(bytes[place &+ right])), abs(value &- Int(bytes[place &+ down])))
            place &+= step
          }
        }
        luma[row * columns + column] = (Float(sum) / samples - offset) * scale
        steepest[row * columns + column] = Float(steep) * scale
      }
    }
  }

  private mutating func readChroma(_ pixels: PixelBuffer, isLimited: Bool) {
    let scale: Float = isLimited ? 255 / 224 : 1
    let bytes = pixels.bytes
    let width = pixels.chromaWidth
    // Two samples on the diagonal of a cell tell its colour well enough.
    let far = max(0, (cell * step - 1) / 2)
    for row in 0..<rows {
      let top = row * cell * step / 2
      let bottom = min(top + far, pixels.chromaHeight - 1)
      for column in 0..<columns {
        let left = column * cell * step / 2
        let first = top * width + left
        let second = bottom * width + min(left + far, width - 1)
        let place = row * columns + column
        blue[place] = (Float(Int(bytes[pixels.uOffset + first]) + Int(bytes[pixels.uOffset + second])) / 2 - 128) * scale
        red[place] = (Float(Int(bytes[pixels.vOffset + first]) + Int(bytes[pixels.vOffset + second])) / 2 - 128) * scale
      }
    }
  }

  private mutating func readRGB(_ pixels: PixelBuffer) {
    let bytes = pixels.bytes
    let right = 3 * min(step, pixels.width - 1)
    func brightness(_ place: Int) -> Int {
      (77 * Int(bytes[place]) + 150 * Int(bytes[place + 1]) + 29 * Int(bytes[place + 2])) >> 8
    }
    for row in 0..<rows {
      for column in 0..<columns {
        var sums = SIMD4<Int>()
        var steep = 0
        for line in stride(from: 0, to: cell, by: rowStride) {
          let y = (row * cell + line) * step
          var place = 3 * (y * pixels.width + column * cell * step)
          let down = y + step < pixels.height ? 3 * pixels.width * step : 0
          for _ in 0..<cell {
            sums &+= SIMD4(Int(bytes[place]), Int(bytes[place + 1]), Int(bytes[place + 2]), 1)
            let value = brightness(place)
            steep = max(steep, abs(value - brightness(place + right)), abs(value - brightness(place + down)))
            place += 3 * step
          }
        }
        let place = row * columns + column
        steepest[place] = Float(steep)
        store(SIMD3(Float(sums.x), Float(sums.y), Float(sums.z)) / Float(sums.w), at: place)
      }
    }
  }

  /// - Source: ITU-R BT.601-7, section 2.5.
  private mutating func store(_ colour: SIMD3<Float>, at place: Int) {
    let brightness = 0.299 * colour.x + 0.587 * colour.y + 0.114 * colour.z
    luma[place] = brightness
    blue[place] = (colour.z - brightness) / 1.772
    red[place] = (colour.x - brightness) / 1.402
  }
}

extension YCbCrEncoding {
  fileprivate var isLimited: Bool { self == .bt601Limited || self == .bt709Limited }
}
