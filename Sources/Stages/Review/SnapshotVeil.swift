public import Vocabulary

/// Cuts the kept part out of a frame and veils what surrounds the finding.
///
/// The veil cannot be taken off: the surroundings are replaced by the means of at most ``cells`` × ``cells`` blocks before they are
/// smoothed, so that what was between the means is not in the picture at all. The result is at most ``longestSide`` pixels long.
/// - Threading: a pure function; some milliseconds of arithmetic.
public enum SnapshotVeil {
  /// Blocks across the kept part, each way.
  public static let cells = 8
  /// Of the picture that is kept.
  public static let longestSide = 512

  /// - Parameters:
  ///   - pixels: a frame.
  ///   - frame: what is kept and what stays sharp.
  /// - Returns: the veiled picture.
  public static func picture(of pixels: PixelBuffer, _ frame: SnapshotFrame) -> SnapshotPicture {
    let kept = frame.kept
    let scale = min(1, Double(longestSide) / Double(max(kept.width, kept.height)))
    let (width, height) = (max(1, Int(Double(kept.width) * scale)), max(1, Int(Double(kept.height) * scale)))
    let colours = ColourReader(pixels)
    let blocks = BlockMeans(colours, kept, cells: cells)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 3)
    for row in 0..<height {
      for column in 0..<width {
        let x = kept.x + column * kept.width / width
        let y = kept.y + row * kept.height / height
        let colour =
          frame.sharp.holds(x, y)
          ? colours.mean(
            x..<max(x + 1, kept.x + (column + 1) * kept.width / width), y..<max(y + 1, kept.y + (row + 1) * kept.height / height))
          : blocks.smoothed((Double(column) + 0.5) / Double(width), (Double(row) + 0.5) / Double(height))
        bytes.append(UInt8(min(255, max(0, colour.red.rounded()))))
        bytes.append(UInt8(min(255, max(0, colour.green.rounded()))))
        bytes.append(UInt8(min(255, max(0, colour.blue.rounded()))))
      }
    }
    return SnapshotPicture(width: width, height: height, bytes: bytes)
  }
}
