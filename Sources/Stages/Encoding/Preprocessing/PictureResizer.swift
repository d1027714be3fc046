internal import Vocabulary

/// Brings a rectangle of a picture to a fixed size as RGB rows, straight from its planes: one pass, no picture in between.
///
/// Resizing is linear and so is the colour matrix, so chroma is resized at its own resolution and colour is computed for the
/// few pixels that are left.
///
/// - Threading: a value; one caller at a time. Kept between frames, it reuses its tables while size and rectangle stay.
struct PictureResizer {
  let width: Int
  let height: Int
  let filter: ResampleFilter
  let isAntialiased: Bool

  init(width: Int, height: Int, filter: ResampleFilter = .bilinear, isAntialiased: Bool = true) {
    self.width = width
    self.height = height
    self.filter = filter
    self.isAntialiased = isAntialiased
  }

  /// Calls `write` with each row of the result: `y`, and `3 × width` values on 0…255, not rounded and possibly a little outside.
  func resize(_ picture: PixelBuffer, box: PixelBox, write: (_ y: Int, _ rgb: [Float]) -> Void) {
    if filter == .bicubic { return resizeStepwise(picture, box, write) }
    switch picture.format {
    case .rgb: resizeRGB(picture, box, write)
    case .i420(let encoding): resizePlanes(picture, box, ColourMatrix(encoding), write)
    }
  }

  private func resizeRGB(_ picture: PixelBuffer, _ box: PixelBox, _ write: (Int, [Float]) -> Void) {
    var plane = PlaneResampler(
      across: axis(width, picture.width, box.left, box.right), down: axis(height, picture.height, box.top, box.bottom),
      channels: 3, offset: 0, rowByteCount: picture.width * 3)
    var row = [Float](repeating: 0, count: 3 * width)
    let data = picture.bytes
    let bytes = data.span
    for y in 0..<height {
      plane.row(y, of: bytes, into: &row)
      write(y, row)
    }
  }

  private func resizeStepwise(_ picture: PixelBuffer, _ box: PixelBox, _ write: (Int, [Float]) -> Void) {
    let resizer = StepwiseResizer(
      across: axis(width, picture.width, box.left, box.right), down: axis(height, picture.height, box.top, box.bottom))
    resizer.resize(Self.rgbBytes(of: picture), rowByteCount: picture.width * 3, write: write)
  }

  /// The whole picture as RGB bytes at its own size.
  static func rgbBytes(of picture: PixelBuffer) -> [UInt8] {
    if picture.format == .rgb { return picture.bytes }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(picture.width * picture.height * 3)
    PictureResizer(width: picture.width, height: picture.height)
      .resize(picture, box: .whole(width: picture.width, height: picture.height)) { _, row in
        bytes += row.map { UInt8(min(max($0 + 0.5, 0), 255)) }
      }
    return bytes
  }

  private func resizePlanes(_ picture: PixelBuffer, _ box: PixelBox, _ matrix: ColourMatrix, _ write: (Int, [Float]) -> Void) {
    var luma = PlaneResampler(
      across: axis(width, picture.width, box.left, box.right), down: axis(height, picture.height, box.top, box.bottom),
      channels: 1, offset: 0, rowByteCount: picture.width)
    // Chroma samples sit in the middle of their four pixels.
    let across = axis(width, picture.chromaWidth, box.left / 2, box.right / 2)
    let down = axis(height, picture.chromaHeight, box.top / 2, box.bottom / 2)
    var blue = PlaneResampler(across: across, down: down, channels: 1, offset: picture.uOffset, rowByteCount: picture.chromaWidth)
    var red = PlaneResampler(across: across, down: down, channels: 1, offset: picture.vOffset, rowByteCount: picture.chromaWidth)
    var (y, cb, cr) = ([Float](repeating: 0, count: width), [Float](repeating: 0, count: width), [Float](repeating: 0, count: width))
    var row = [Float](repeating: 0, count: 3 * width)
    let data = picture.bytes
    let bytes = data.span
    for line in 0..<height {
      luma.row(line, of: bytes, into: &y)
      blue.row(line, of: bytes, into: &cb)
      red.row(line, of: bytes, into: &cr)
      Self.colour(y, cb, cr, matrix, into: &row)
      write(line, row)
    }
  }

  private static func colour(_ y: [Float], _ cb: [Float], _ cr: [Float], _ matrix: ColourMatrix, into row: inout [Float]) {
    for x in y.indices {
      let luma = (y[x] - matrix.lumaOffset) * matrix.lumaScale
      let (blue, red) = (cb[x] - 128, cr[x] - 128)
      row[3 * x] = luma + matrix.redFromCr * red
      row[3 * x + 1] = luma - matrix.greenFromCb * blue - matrix.greenFromCr * red
      row[3 * x + 2] = luma + matrix.blueFromCb * blue
    }
  }

  private func axis(_ outputCount: Int, _ inputCount: Int, _ low: Double, _ high: Double) -> ResampleAxis {
    ResampleAxis(
      outputCount: outputCount, inputCount: inputCount, from: low, to: high, filter: filter, antialiased: isAntialiased)
  }
}
