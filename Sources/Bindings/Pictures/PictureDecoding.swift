extension RGBPicture {
  /// Decodes a JPEG or PNG and turns it upright by its EXIF orientation.
  ///
  /// Transparent PNGs are laid on white. Blocks for milliseconds: not for the cooperative pool.
  /// - Parameters:
  ///   - bytes: the whole file; its first bytes tell which format it is.
  ///   - bounds: what is refused unread.
  ///   - memory: gives memory of a size in bytes, for reuse; its content does not matter.
  public init(
    decoding bytes: [UInt8], bounds: PictureBounds, memory: (Int) -> [UInt8] = { [UInt8](repeating: 0, count: $0) }
  ) throws(PictureError) {
    guard bytes.count <= bounds.bytes else { throw .tooManyBytes(count: bytes.count, limit: bounds.bytes) }
    guard let format = PictureFormat(of: bytes) else { throw .unknownFormat }
    let picture =
      switch format {
      case .jpeg: try JPEG.decode(bytes, bounds: bounds, memory: memory)
      case .png: try PNG.decode(bytes, bounds: bounds, memory: memory)
      }
    self = Orientation(format, bytes).applied(to: picture, memory: memory)
  }

  /// This picture as JPEG.
  ///
  /// - Parameter quality: 1…100.
  public func jpeg(quality: Int = 90) throws(PictureError) -> [UInt8] { try JPEG.encode(self, quality: quality) }
}
