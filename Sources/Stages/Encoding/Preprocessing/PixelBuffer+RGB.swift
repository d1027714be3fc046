public import Vocabulary

extension PixelBuffer {
  /// The picture as red, green, blue, eight bits each, at its own size and without padding.
  public var rgbBytes: [UInt8] { PictureResizer.rgbBytes(of: self) }
}
