/// How a frame is lit.
struct Exposure: Sendable {
  /// Luma below which a tenth, and nine tenths, of the cells lie.
  let dark: Float
  let bright: Float
  /// Luma range that all cells span, and the same of the wider chroma plane.
  let lumaRange: Float
  let chromaRange: Float
  /// Share of cells at the upper end.
  let saturated: Double

  init(_ grid: PictureGrid) {
    var histogram = [Int](repeating: 0, count: 256)
    var low = SIMD3<Float>(repeating: .infinity)
    var high = -low
    for place in 0..<grid.count {
      let value = SIMD3(grid.luma[place], grid.blue[place], grid.red[place])
      low = pointwiseMin(low, value)
      high = pointwiseMax(high, value)
      histogram[min(255, max(0, Int(value.x)))] += 1
    }
    dark = Self.quantile(histogram, 0.1, of: grid.count)
    bright = Self.quantile(histogram, 0.9, of: grid.count)
    lumaRange = high.x - low.x
    chromaRange = max(high.y - low.y, high.z - low.z)
    saturated = Double(histogram[250...].reduce(0, +)) / Double(grid.count)
  }

  private static func quantile(_ histogram: [Int], _ share: Double, of count: Int) -> Float {
    var left = Int(Double(count) * share)
    for (level, number) in histogram.enumerated() {
      left -= number
      if left < 0 { return Float(level) }
    }
    return 255
  }

  /// Nothing but one tone: a lens cap, a test signal, a camera that delivers black. A dim room is flat too, and only dark.
  var isFlat: Bool {
    let range = max(lumaRange, chromaRange)
    return range < 2 || range < 6 && (bright < 10 || !isTooDark)
  }
  /// Nine tenths are darker than the darkest skin that still shows something.
  var isTooDark: Bool { bright < 34 }
  /// Burnt out, unless it is skin before something white.
  func isTooBright(skinShare: Double) -> Bool { dark > 238 || saturated > 0.5 && skinShare < 0.1 }
}
