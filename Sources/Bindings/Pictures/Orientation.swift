/// How a picture must be turned to be upright.
///
/// - Source: EXIF 2.32 (CIPA DC-008) section 4.6.4 A, tag 274: where row 0 and column 0 of the stored picture belong.
enum Orientation: UInt16 {
  case upright = 1
  case mirrored, upsideDown, flipped, transposed, turnedLeft, transversed, turnedRight

  /// What the picture's own metadata say; upright where they say nothing that can be read.
  init(_ format: PictureFormat, _ bytes: [UInt8]) {
    let block =
      switch format {
      case .jpeg: ExifBlock(jpeg: bytes)
      case .png: ExifBlock(png: bytes)
      }
    self = block?.orientation.flatMap(Orientation.init(rawValue:)) ?? .upright
  }

  private var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

  /// The picture turned upright, in memory from `memory` if it has to be.
  func applied(to picture: RGBPicture, memory: (Int) -> [UInt8]) -> RGBPicture {
    guard self != .upright else { return picture }
    let (width, height) = swapsSides ? (picture.height, picture.width) : (picture.width, picture.height)
    var turned = memory(picture.bytes.count)
    let (start, right, down) = walk(storedWidth: picture.width, storedHeight: picture.height)
    // Element access through buffers: the checks of arrays cost seconds on a 50-megapixel picture.
    unsafe picture.bytes.withUnsafeBufferPointer { source in
      unsafe turned.withUnsafeMutableBufferPointer { target in
        for y in 0..<height {
          for x in 0..<width {
            let (from, to) = (3 * (start + x * right + y * down), 3 * (y * width + x))
            for channel in 0..<3 { unsafe target[to + channel] = source[from + channel] }
          }
        }
      }
    }
    return RGBPicture(width: width, height: height, bytes: turned)
  }

  /// In pixels of the stored picture: where the upright picture's top left pixel lies, and what a step right and a step down mean.
  private func walk(storedWidth width: Int, storedHeight height: Int) -> (start: Int, right: Int, down: Int) {
    let (lastColumn, lastRow) = (width - 1, (height - 1) * width)
    return switch self {
    case .upright: (0, 1, width)
    case .mirrored: (lastColumn, -1, width)
    case .upsideDown: (lastRow + lastColumn, -1, -width)
    case .flipped: (lastRow, 1, -width)
    case .transposed: (0, width, 1)
    case .turnedLeft: (lastRow, -width, 1)
    case .transversed: (lastRow + lastColumn, -width, -1)
    case .turnedRight: (lastColumn, width, -1)
    }
  }
}
