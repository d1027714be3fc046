import Pictures
public import Vocabulary

/// Turns the bytes of one JPEG or PNG into a picture, within ``PictureLimits``, upright by its EXIF orientation.
///
/// - Threading: safe from any thread.
public final class PictureDecoder: Sendable {
  private let pool: PixelPool
  private let bounds = PictureBounds(bytes: PictureLimits.bytes, pixels: PictureLimits.pixels, side: PictureLimits.side)

  public init(pool: PixelPool = PixelPool()) { self.pool = pool }

  /// Decodes off the cooperative pool.
  public func decode(_ bytes: [UInt8]) async throws(PictureFault) -> PixelBuffer {
    let result = await BlockingWork.run { [self] in decodeBlocking(bytes) }
    return try result.get()
  }

  /// Reads and decodes a picture file; the path must come from this machine's user.
  public func decode(file path: String, policy: SourcePolicy = .standard) async throws(PictureFault) -> PixelBuffer {
    let result = await BlockingWork.run { [self] in
      PictureFile.read(path, folders: policy.folders).flatMap { bytes in decodeBlocking(bytes) }
    }
    return try result.get()
  }

  /// Decodes on this thread, for milliseconds.
  func decodeBlocking(_ bytes: [UInt8]) -> Result<PixelBuffer, PictureFault> {
    do throws(PictureError) {
      let picture = try RGBPicture(decoding: bytes, bounds: bounds) { [pool] count in pool.take(byteCount: count) }
      return .success(
        PixelBuffer(width: picture.width, height: picture.height, format: .rgb, bytes: picture.bytes, returningTo: pool))
    } catch {
      return .failure(PictureFault(error))
    }
  }
}
