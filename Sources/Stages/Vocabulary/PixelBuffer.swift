/// One picture's bytes, immutable once made; its memory returns to the pool when the last owner lets go.
///
/// - Shape: `width × height` pixels in ``PixelFormat``'s layout, without padding.
/// - Threading: safe to share; nothing in it changes.
public final class PixelBuffer: Sendable {
  public let width: Int
  public let height: Int
  public let format: PixelFormat
  /// All planes one after the other.
  public let bytes: [UInt8]
  private let pool: PixelPool?

  /// - Precondition: `bytes` has exactly ``byteCount(width:height:format:)`` elements.
  public init(width: Int, height: Int, format: PixelFormat, bytes: [UInt8], returningTo pool: PixelPool? = nil) {
    precondition(bytes.count == Self.byteCount(width: width, height: height, format: format), "bytes do not fit the picture")
    self.width = width
    self.height = height
    self.format = format
    self.bytes = bytes
    self.pool = pool
  }

  deinit { pool?.takeBack(bytes) }

  /// Bytes that a picture of this size and format occupies.
  public static func byteCount(width: Int, height: Int, format: PixelFormat) -> Int {
    switch format {
    case .rgb: width * height * 3
    case .i420: width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2)
    }
  }

  /// Where the U plane of an I420 picture starts in ``bytes``.
  public var uOffset: Int { width * height }
  /// Where the V plane of an I420 picture starts in ``bytes``.
  public var vOffset: Int { width * height + chromaWidth * chromaHeight }
  public var chromaWidth: Int { (width + 1) / 2 }
  public var chromaHeight: Int { (height + 1) / 2 }
}
