import Pictures

/// Pictures that tests draw for themselves.
enum TestPictures {
  static let bounds = PictureBounds(bytes: 32 << 20, pixels: 50_000_000, side: 16)

  /// Four quarters: red, green, blue, white, in reading order.
  static func quarters(width: Int, height: Int) -> RGBPicture {
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width { bytes += colour(isRight: x >= width / 2, isLow: y >= height / 2) }
    }
    return RGBPicture(width: width, height: height, bytes: bytes)
  }

  private static func colour(isRight: Bool, isLow: Bool) -> [UInt8] {
    switch (isRight, isLow) {
    case (false, false): [255, 0, 0]
    case (true, false): [0, 255, 0]
    case (false, true): [0, 0, 255]
    case (true, true): [255, 255, 255]
    }
  }

  /// The quarters of a decoded picture in reading order, as letters.
  static func corners(width: Int, height: Int, rgb bytes: [UInt8]) -> String {
    [(1, 1), (3, 1), (1, 3), (3, 3)].map { column, row in
      let start = (height * row / 4 * width + width * column / 4) * 3
      return switch bytes[start..<(start + 3)].map({ $0 > 127 }) {
      case [true, false, false]: "R"
      case [false, true, false]: "G"
      case [false, false, true]: "B"
      case [true, true, true]: "W"
      default: "?"
      }
    }.joined()
  }

  /// `jpeg` with an EXIF block that holds an orientation and nothing else.
  static func adding(orientation: UInt8, bigEndian: Bool, to jpeg: [UInt8]) -> [UInt8] {
    let tiff: [UInt8] =
      bigEndian
      ? [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
      : [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
    let content: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0] + tiff
    let length = content.count + 2
    return jpeg[..<2] + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + content + jpeg[2...]
  }

  /// `jpeg` with another size in its frame header: its pixels stay as few.
  static func claiming(width: Int, height: Int, _ jpeg: [UInt8]) -> [UInt8] {
    var changed = jpeg
    guard let marker = jpeg.indices.dropLast(9).first(where: { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 }) else { return jpeg }
    changed.replaceSubrange(
      (marker + 5)..<(marker + 9), with: [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)])
    return changed
  }
}
