/// A decoded picture.
///
/// - Shape: `height × width × 3`, red, green, blue, eight bits each, without padding.
public struct RGBPicture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  public let bytes: [UInt8]

  /// - Precondition: `bytes` has `width × height × 3` elements.
  public init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(bytes.count == width * height * 3, "bytes do not fit the picture")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
