/// A picture as it may be kept: red, green, blue, eight bits each, row by row without padding.
public struct SnapshotPicture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - width: in pixels.
  ///   - height: in pixels.
  ///   - bytes: `width × height × 3`.
  public init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(bytes.count == width * height * 3, "bytes do not fit the picture")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
