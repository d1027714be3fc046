import CPictures

/// PNG by libpng's simplified interface, which catches its own jumps.
enum PNG {
  static func decode(_ bytes: [UInt8], bounds: PictureBounds, memory: (Int) -> [UInt8]) throws(PictureError) -> RGBPicture {
    var image = unsafe png_image()
    unsafe image.version = UInt32(PNG_IMAGE_VERSION)
    defer { unsafe png_image_free(&image) }
    // The input must stay where it is between the two calls.
    let result = unsafe bytes.withUnsafeBytes { source -> Result<RGBPicture, PictureError> in
      guard unsafe png_image_begin_read_from_memory(&image, source.baseAddress, source.count) != 0 else {
        return .failure(.damaged(.png))
      }
      let (width, height) = unsafe (Int(image.width), Int(image.height))
      do throws(PictureError) { try bounds.check(width: width, height: height) } catch { return .failure(error) }
      unsafe image.format = skino_png_format_rgb
      var white = png_color(red: 255, green: 255, blue: 255)
      var pixels = memory(width * height * 3)
      let isRead = unsafe pixels.withUnsafeMutableBytes { target in
        unsafe png_image_finish_read(&image, &white, target.baseAddress, Int32(width * 3), nil) != 0
      }
      guard isRead else { return .failure(.damaged(.png)) }
      return .success(RGBPicture(width: width, height: height, bytes: pixels))
    }
    return try result.get()
  }
}
