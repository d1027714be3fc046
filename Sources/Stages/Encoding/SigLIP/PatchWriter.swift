internal import Vocabulary

/// Turns a picture into the vision tower's patches.
///
/// - Shape: `[patches, 3·p·p]`, within a patch red, green, blue planes row by row: the order of the kernel.
struct PatchWriter: Sendable {
  let mode: SigLIPPreprocessing
  let processor: SigLIPProcessorConfiguration
  let imageSide: Int
  let patchSide: Int

  /// The first pixel of a patch in a row of those that are wanted, and which patch of the result it is.
  private typealias Cell = (pixel: Int, patch: Int)

  /// Patches along an edge.
  var gridSide: Int { imageSide / patchSide }

  /// What the resized square shows, in pixels of a picture of these measures.
  func box(width: Int, height: Int) -> PixelBox {
    let padding = mode.padding(width: width, height: height)
    return PixelBox(
      left: Double(-padding.left), top: Double(-padding.top), right: Double(width + padding.right),
      bottom: Double(height + padding.bottom))
  }

  /// What the grid covers of it: pixels beyond the last whole patch do not count, as for a convolution without padding.
  func gridBox(width: Int, height: Int) -> PixelBox {
    let (box, share) = (box(width: width, height: height), Double(gridSide * patchSide) / Double(imageSide))
    return PixelBox(
      left: box.left, top: box.top, right: box.left + share * (box.right - box.left),
      bottom: box.top + share * (box.bottom - box.top))
  }

  /// Writes all patches of `picture`, row by row.
  ///
  /// - Shape: `[G·G, 3·p·p]`
  func write(_ picture: PixelBuffer, into patches: inout MutableSpan<Float>) {
    write(picture, Array(0..<(gridSide * gridSide)), into: &patches)
  }

  /// Writes the patches at `places` of `picture` in their order: row times the grid's side plus column each.
  func write(_ picture: PixelBuffer, _ places: [Int], into patches: inout MutableSpan<Float>) {
    let columns = Set(places.map { $0 % gridSide }).sorted()
    let rows = Set(places.map { $0 / gridSide }).sorted()
    let starts = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0 * patchSide) })
    var cells: [Int: [Cell]] = [:]
    for (patch, place) in places.enumerated() {
      cells[place / gridSide, default: []].append((starts[place % gridSide] ?? 0, patch))
    }
    let resizer = PictureResizer(
      width: imageSide, height: imageSide, filter: mode.filter(processor), isAntialiased: mode != .evaluation,
      padding: mode.padding(width: picture.width, height: picture.height), isStepwise: mode.isStepwise)
    resizer.resize(
      picture, box: box(width: picture.width, height: picture.height), columns: pixels(of: columns), rows: pixels(of: rows)
    ) { y, row in write(row, y % patchSide, cells[y / patchSide] ?? [], into: &patches) }
  }

  /// What patches have of the resized square along one axis.
  private func pixels(of patches: [Int]) -> [Int] { patches.flatMap { ($0 * patchSide)..<(($0 + 1) * patchSide) } }

  /// Row `inner` of patches.
  private func write(_ row: [Float], _ inner: Int, _ cells: [Cell], into patches: inout MutableSpan<Float>) {
    for channel in 0..<3 {
      let (mean, deviation) = mode.normalization(processor, channel)
      let (scale, offset) = (1 / (255 * deviation), mean / deviation)
      for (pixel, patch) in cells {
        let (first, start) = ((patch * 3 + channel) * patchSide * patchSide + inner * patchSide, 3 * pixel + channel)
        for place in 0..<patchSide { patches[first + place] = row[start + 3 * place] * scale - offset }
      }
    }
  }
}
