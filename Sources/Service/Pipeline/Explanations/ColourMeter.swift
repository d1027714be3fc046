import Vocabulary

/// Measures mean colours of a picture's regions. At most ``side`` × ``side`` points of each are looked at.
struct ColourMeter {
  private static let side = 32
  /// How far the surroundings reach beyond a region, in parts of its size on each side.
  private static let reach = 0.5

  private let pixels: PixelBuffer

  init(_ pixels: PixelBuffer) { self.pixels = pixels }

  /// The mean colour within the region and in the band around it; `nil` for one without a point in the picture.
  func measure(_ region: Region) -> (within: AlertObservation.MeanColour?, around: AlertObservation.MeanColour?) {
    let (dx, dy) = (region.width * Self.reach, region.height * Self.reach)
    let wide = Region(
      x: region.x - dx, y: region.y - dy, width: region.width + 2 * dx, height: region.height + 2 * dy, weight: 1)
    return (mean(of: region) { _, _ in true }, mean(of: wide) { x, y in !region.holds(x, y) })
  }

  private func mean(of region: Region, where isWanted: (Double, Double) -> Bool) -> AlertObservation.MeanColour? {
    var (red, green, blue, count) = (0.0, 0.0, 0.0, 0.0)
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let x = region.x + region.width * (Double(column) + 0.5) / Double(Self.side)
        let y = region.y + region.height * (Double(row) + 0.5) / Double(Self.side)
        guard (0..<1).contains(x), (0..<1).contains(y), isWanted(x, y) else { continue }
        let colour = colour(column: Int(x * Double(pixels.width)), row: Int(y * Double(pixels.height)))
        red += colour.0
        green += colour.1
        blue += colour.2
        count += 1
      }
    }
    return count == 0 ? nil : AlertObservation.MeanColour(red: red / count, green: green / count, blue: blue / count)
  }

  private func colour(column: Int, row: Int) -> (Double, Double, Double) {
    switch pixels.format {
    case .rgb:
      let place = 3 * (row * pixels.width + column)
      return (Double(pixels.bytes[place]), Double(pixels.bytes[place + 1]), Double(pixels.bytes[place + 2]))
    case .i420(let encoding):
      let chroma = (row / 2) * pixels.chromaWidth + column / 2
      return encoding.colour(
        luma: Double(pixels.bytes[row * pixels.width + column]), blue: Double(pixels.bytes[pixels.uOffset + chroma]),
        red: Double(pixels.bytes[pixels.vOffset + chroma]))
    }
  }
}

extension Region {
  fileprivate func holds(_ x: Double, _ y: Double) -> Bool {
    (self.x..<(self.x + width)).contains(x) && (self.y..<(self.y + height)).contains(y)
  }
}

extension YCbCrEncoding {
  /// One point in sRGB, 0…255.
  ///
  /// - Source: ITU-R BT.601-7 section 2.5.1 and BT.709-6 section 3.
  fileprivate func colour(luma: Double, blue: Double, red: Double) -> (Double, Double, Double) {
    let isFull = self == .bt601Full || self == .bt709Full
    let y = isFull ? luma : (luma - 16) * 255 / 219
    let scale = isFull ? 1.0 : 255.0 / 224
    let (cb, cr) = ((blue - 128) * scale, (red - 128) * scale)
    let (kr, kb) = self == .bt601Limited || self == .bt601Full ? (0.299, 0.114) : (0.2126, 0.0722)
    let kg = 1 - kr - kb
    func bounded(_ value: Double) -> Double { min(255, max(0, value)) }
    return (
      bounded(y + 2 * (1 - kr) * cr), bounded(y - 2 * kb * (1 - kb) / kg * cb - 2 * kr * (1 - kr) / kg * cr),
      bounded(y + 2 * (1 - kb) * cb)
    )
  }
}
