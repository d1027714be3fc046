/// The range of colours that skin can take in one frame.
struct SkinTone: Sendable {
  /// A light that colours the whole frame is taken off before colours are judged.
  private let cast: SIMD2<Float>
  /// How far Cr must lie above Cb.
  private let least: Float

  init(_ grid: PictureGrid) {
    var sum = SIMD2<Float>()
    for place in 0..<grid.count { sum += SIMD2(grid.blue[place], grid.red[place]) }
    let mean = sum / Float(max(1, grid.count))
    // A frame that is warm as a whole is skin or warm light; only a cold cast hides skin.
    let isCold = mean.y - mean.x < 4
    let strength = (mean * mean).sum().squareRoot()
    let cast: SIMD2<Float> = isCold && strength > 8 ? mean : .zero
    self.cast = cast
    // Beside skin that is clearly warm, a faintly warm wall is a wall. Never above what very dark skin has.
    var clearly = 0
    for place in 0..<grid.count where grid.luma[place] > 16 && grid.red[place] - grid.blue[place] - cast.y + cast.x >= 16 {
      clearly += 1
    }
    least = clearly * 30 > grid.count ? 9 : 4
  }

  func isPlausible(luma: Float, blue: Float, red: Float) -> Bool {
    guard luma > 16 else { return false }
    let blue = blue - cast.x
    let red = red - cast.y
    return red - blue >= least && red >= -1 && red <= 95 && blue >= -60 && blue <= 25
  }
}
