import CPictures

/// JPEG by libjpeg-turbo's TurboJPEG functions, which return errors instead of jumping.
enum JPEG {
  /// `tjInitDecompress` or `tjInitCompress`, and its `tjDestroy`.
  @safe private struct Handle: ~Copyable {
    let pointer: tjhandle

    init(decompressing: Void) throws(PictureError) {
      guard let made = unsafe tjInitDecompress() else { throw .failed(function: "tjInitDecompress") }
      unsafe pointer = made
    }

    init(compressing: Void) throws(PictureError) {
      guard let made = unsafe tjInitCompress() else { throw .failed(function: "tjInitCompress") }
      unsafe pointer = made
    }

    deinit { unsafe _ = tjDestroy(pointer) }

    /// Whether the last error leaves every pixel as it was sent: bytes between markers that mean nothing.
    var isHarmless: Bool {
      unsafe tjGetErrorCode(pointer) == Int32(TJERR_WARNING.rawValue)
        && String(cString: tjGetErrorStr2(pointer)).contains("extraneous bytes before marker")
    }
  }

  static func decode(_ bytes: [UInt8], bounds: PictureBounds, memory: (Int) -> [UInt8]) throws(PictureError) -> RGBPicture {
    let handle = try Handle(decompressing: ())
    var (width, height, subsampling, colours): (Int32, Int32, Int32, Int32) = (0, 0, -1, -1)
    let header = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe tjDecompressHeader3(
        handle.pointer, source.baseAddress, UInt(source.count), &width, &height, &subsampling, &colours)
    }
    guard header == 0 || handle.isHarmless, width > 0, height > 0 else { throw .damaged(.jpeg) }
    guard colours != Int32(TJCS_CMYK.rawValue), colours != Int32(TJCS_YCCK.rawValue) else { throw .unsupported(.jpeg) }
    try bounds.check(width: Int(width), height: Int(height))
    var pixels = memory(Int(width) * Int(height) * 3)
    let result = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe pixels.withUnsafeMutableBufferPointer { target in
        // TJFLAG_LIMITSCANS: a progressive JPEG of thousands of scans would take minutes.
        unsafe tjDecompress2(
          handle.pointer, source.baseAddress, UInt(source.count), target.baseAddress, width, width * 3, height,
          Int32(TJPF_RGB.rawValue), TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT)
      }
    }
    guard result == 0 || handle.isHarmless else { throw .damaged(.jpeg) }
    return RGBPicture(width: Int(width), height: Int(height), bytes: pixels)
  }

  static func encode(_ picture: RGBPicture, quality: Int) throws(PictureError) -> [UInt8] {
    let handle = try Handle(compressing: ())
    var output: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    defer { unsafe tjFree(output) }
    let result = unsafe picture.bytes.withUnsafeBufferPointer { source in
      unsafe tjCompress2(
        handle.pointer, source.baseAddress, Int32(picture.width), Int32(picture.width * 3), Int32(picture.height),
        Int32(TJPF_RGB.rawValue), &output, &count, Int32(TJSAMP_420.rawValue), Int32(min(100, max(1, quality))),
        TJFLAG_ACCURATEDCT)
    }
    guard result == 0, let start = unsafe output else { throw .failed(function: "tjCompress2") }
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }
}
