internal import Vocabulary

/// Cuts a tile of a frame into patches at the tile's own measures.
///
/// - Shape: `[rows × columns, 3·p·p]`, laid out like ``PatchWriter``'s.
struct TileWriter: Sendable {
  let mode: SigLIPPreprocessing
  let processor: SigLIPProcessorConfiguration
  let patchSide: Int

  /// Writes the patches of `tile`; filter and antialiasing are those of the rule, padding is not needed.
  func write(_ picture: PixelBuffer, _ tile: Tile, into patches: inout MutableSpan<Float>) {
    let resizer = PictureResizer(
      width: tile.columns * patchSide, height: tile.rows * patchSide, filter: mode == .processor ? processor.filter : .bilinear,
      isAntialiased: mode != .evaluation)
    resizer.resize(picture, box: tile.box) { y, row in write(row, y, tile.columns, into: &patches) }
  }

  private func write(_ row: [Float], _ y: Int, _ columns: Int, into patches: inout MutableSpan<Float>) {
    let (tileRow, inner) = y.quotientAndRemainder(dividingBy: patchSide)
    for channel in 0..<3 {
      let scale = 1 / (255 * processor.deviation[channel])
      let offset = processor.mean[channel] / processor.deviation[channel]
      for column in 0..<columns {
        let first = ((tileRow * columns + column) * 3 + channel) * patchSide * patchSide + inner * patchSide
        for place in 0..<patchSide {
          let value = row[3 * (column * patchSide + place) + channel]
          patches[first + place] = (mode == .processor ? min(max(value.rounded(), 0), 255) : value) * scale - offset
        }
      }
    }
  }
}
