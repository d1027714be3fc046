import Encoding
import Pictures
public import Vocabulary

/// A picture as a client would post it.
public enum SamplePicture {
  /// A decoded frame as a JPEG file.
  /// - Parameters:
  ///   - pixels: the frame.
  ///   - quality: 1…100.
  public static func jpeg(of pixels: PixelBuffer, quality: Int = 90) throws -> [UInt8] {
    try RGBPicture(width: pixels.width, height: pixels.height, bytes: pixels.rgbBytes).jpeg(quality: quality)
  }
}
