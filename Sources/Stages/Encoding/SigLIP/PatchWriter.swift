internal import Vocabulary

/// Turns a picture into the vision tower's patches.
///
/// - Shape: `[G·G, 3·p·p]`, patches row by row, within a patch red, green, blue planes row by row: the order of the kernel.
struct PatchWriter: Sendable {
  let mode: SigLIPPreprocessing
  let processor: SigLIPProcessorConfiguration
  let imageSide: Int
  let patchSide: Int

  private var gridSide: Int { imageSide / patchSide }

  /// Writes all patches of `picture`; `patches` has `G·G × 3·p·p` places.
  func write(_ picture: PixelBuffer, into patches: inout MutableSpan<Float>) {
    let padding = mode.padding(width: picture.width, height: picture.height)
    let box = PixelBox(
      left: Double(-padding.left), top: Double(-padding.top), right: Double(picture.width + padding.right),
      bottom: Double(picture.height + padding.bottom))
    let resizer = PictureResizer(
      width: imageSide, height: imageSide, filter: mode.filter(processor), isAntialiased: mode != .evaluation, padding: padding,
      isStepwise: mode.isStepwise)
    resizer.resize(picture, box: box) { y, row in write(row, y, into: &patches) }
  }

  private func write(_ row: [Float], _ y: Int, into patches: inout MutableSpan<Float>) {
    let (gridRow, inner) = y.quotientAndRemainder(dividingBy: patchSide)
    // Pixels beyond the last whole patch do not count, as for a convolution without padding.
    guard gridRow < gridSide else { return }
    for channel in 0..<3 {
      let (mean, deviation) = mode.normalization(processor, channel)
      let (scale, offset) = (1 / (255 * deviation), mean / deviation)
      for gridColumn in 0..<gridSide {
        let first = ((gridRow * gridSide + gridColumn) * 3 + channel) * patchSide * patchSide + inner * patchSide
        for column in 0..<patchSide {
          patches[first + column] = row[3 * (gridColumn * patchSide + column) + channel] * scale - offset
        }
      }
    }
  }
}
