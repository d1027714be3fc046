import Vocabulary

/// Reads colours of a frame in sRGB, 0…255.
struct ColourReader {
  struct Colour {
    var red: Double
    var green: Double
    var blue: Double

    func mixed(with other: Colour, _ share: Double) -> Colour {
      Colour(
        red: red + (other.red - red) * share, green: green + (other.green - green) * share,
        blue: blue + (other.blue - blue) * share)
    }
  }

  private let pixels: PixelBuffer

  init(_ pixels: PixelBuffer) { self.pixels = pixels }

  /// The mean over a rectangle; parts outside the frame are left out.
  func mean(_ columns: Range<Int>, _ rows: Range<Int>) -> Colour {
    var sum = Colour(red: 0, green: 0, blue: 0)
    var count = 0.0
    for row in rows where row >= 0 && row < pixels.height {
      for column in columns where column >= 0 && column < pixels.width {
        let colour = colour(column, row)
        sum.red += colour.red
        sum.green += colour.green
        sum.blue += colour.blue
        count += 1
      }
    }
    return count == 0 ? sum : Colour(red: sum.red / count, green: sum.green / count, blue: sum.blue / count)
  }

  private func colour(_ column: Int, _ row: Int) -> Colour {
    switch pixels.format {
    case .rgb:
      let place = 3 * (row * pixels.width + column)
      return Colour(
        red: Double(pixels.bytes[place]), green: Double(pixels.bytes[place + 1]), blue: Double(pixels.bytes[place + 2]))
    case .i420(let encoding):
      let chroma = (row / 2) * pixels.chromaWidth + column / 2
      return encoding.colour(
        luma: Double(pixels.bytes[row * pixels.width + column]), blue: Double(pixels.bytes[pixels.uOffset + chroma]),
        red: Double(pixels.bytes[pixels.vOffset + chroma]))
    }
  }
}

extension YCbCrEncoding {
  /// One point in sRGB.
  ///
  /// - Source: ITU-R BT.601-7 section 2.5.1 and BT.709-6 section 3.
  fileprivate func colour(luma: Double, blue: Double, red: Double) -> ColourReader.Colour {
    let isFull = self == .bt601Full || self == .bt709Full
    let y = isFull ? luma : (luma - 16) * 255 / 219
    let scale = isFull ? 1.0 : 255.0 / 224
    let (cb, cr) = ((blue - 128) * scale, (red - 128) * scale)
    let (kr, kb) = self == .bt601Limited || self == .bt601Full ? (0.299, 0.114) : (0.2126, 0.0722)
    let kg = 1 - kr - kb
    return ColourReader.Colour(
      red: y + 2 * (1 - kr) * cr, green: y - 2 * kb * (1 - kb) / kg * cb - 2 * kr * (1 - kr) / kg * cr,
      blue: y + 2 * (1 - kb) * cb)
  }
}
