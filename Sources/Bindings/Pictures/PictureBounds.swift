/// How large a picture may be; held against its header before any pixel is decoded.
public struct PictureBounds: Sendable, Hashable {
  /// Of the compressed picture.
  public var bytes: Int
  /// Width times height.
  public var pixels: Int
  /// Shortest side in pixels.
  public var side: Int

  public init(bytes: Int, pixels: Int, side: Int) {
    self.bytes = bytes
    self.pixels = pixels
    self.side = side
  }

  func check(width: Int, height: Int) throws(PictureError) {
    guard width >= side, height >= side else { throw .tooSmall(width: width, height: height, limit: side) }
    // The formats allow 31 bits a side: the product fits.
    guard width * height <= pixels else { throw .tooManyPixels(width: width, height: height, limit: pixels) }
  }
}
