internal import Resampling
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
  /// Black pixels imagined around the picture.
  let padding: Padding
  /// Whether to compute in whole numbers and round between the axes as Pillow does.
  let isStepwise: Bool

  init(
    width: Int, height: Int, filter: ResampleFilter = .bilinear, isAntialiased: Bool = true, padding: Padding = .none,
    isStepwise: Bool? = nil
  ) {
    self.width = width
    self.height = height
    self.filter = filter
    self.isAntialiased = isAntialiased
    self.padding = padding
    // One pass cannot clip a cubic's overshoot where the reference does.
    self.isStepwise = isStepwise ?? (filter == .bicubic)
  }

  /// Calls `write` with rows of the result: `y`, and `3 × width` values on 0…255, not rounded and possibly a little outside.
  ///
  /// - Parameter rows: which are wanted, ascending; `nil` = all.
  func resize(_ picture: PixelBuffer, box: PixelBox, only rows: [Int]? = nil, write: (_ y: Int, _ rgb: [Float]) -> Void) {
    let rows = rows ?? Array(0..<height)
    if isStepwise { return resizeStepwise(picture, box, rows, write) }
    switch picture.format {
    case .rgb: resizeRGB(picture, box, rows, write)
    case .i420(let encoding): resizePlanes(picture, box, ColourMatrix(encoding), rows, write)
    }
  }

  private func resizeRGB(_ picture: PixelBuffer, _ box: PixelBox, _ rows: [Int], _ write: (Int, [Float]) -> Void) {
    var plane = PlaneResampler(
      across: across(box, of: picture.width), down: down(box, of: picture.height),
      channels: 3, offset: 0, rowByteCount: picture.width * 3)
    var row = [Float](repeating: 0, count: 3 * width)
    let data = picture.bytes
    let bytes = data.span
    for y in rows {
      plane.row(y, of: bytes, into: &row)
      write(y, row)
    }
  }

  private func resizeStepwise(_ picture: PixelBuffer, _ box: PixelBox, _ rows: [Int], _ write: (Int, [Float]) -> Void) {
    let resizer = StepwiseResizer(
      across: across(box, of: picture.width), down: down(box, of: picture.height),
      startsDown: Double(width) > box.right - box.left && Double(height) < box.bottom - box.top)
    resizer.resize(Self.rgbBytes(of: picture), width: picture.width, height: picture.height, only: rows, write: write)
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

  private func resizePlanes(
    _ picture: PixelBuffer, _ box: PixelBox, _ matrix: ColourMatrix, _ rows: [Int], _ write: (Int, [Float]) -> Void
  ) {
    var luma = PlaneResampler(
      across: across(box, of: picture.width), down: down(box, of: picture.height),
      channels: 1, offset: 0, rowByteCount: picture.width)
    // Chroma samples sit in the middle of their four pixels.
    let chromaAcross = across(box, of: picture.chromaWidth, shrunkBy: 2)
    let chromaDown = down(box, of: picture.chromaHeight, shrunkBy: 2)
    func chroma(at offset: Int) -> PlaneResampler {
      PlaneResampler(across: chromaAcross, down: chromaDown, channels: 1, offset: offset, rowByteCount: picture.chromaWidth)
    }
    var (blue, red) = (chroma(at: picture.uOffset), chroma(at: picture.vOffset))
    let empty = [Float](repeating: 0, count: width)
    var (y, cb, cr) = (empty, empty, empty)
    var row = [Float](repeating: 0, count: 3 * width)
    var conversion = matrix.conversion(lumaAcross: luma.across.coverage, chromaAcross: chromaAcross.coverage)
    let data = picture.bytes
    let bytes = data.span
    for line in rows {
      luma.row(line, of: bytes, into: &y)
      blue.row(line, of: bytes, into: &cb)
      red.row(line, of: bytes, into: &cr)
      // Padding is black, not luma 0: the offsets count only as far as the picture itself covers a pixel.
      (conversion.lumaDown, conversion.chromaDown) = (luma.down.coverage[line], chromaDown.coverage[line])
      RowArithmetic.rgb(luma: y, blue: cb, red: cr, conversion, into: &row)
      write(line, row)
    }
  }

  private func across(_ box: PixelBox, of inputCount: Int, shrunkBy factor: Double = 1) -> ResampleAxis {
    ResampleAxis(
      outputCount: width, inputCount: inputCount, from: box.left / factor, to: box.right / factor, filter: filter,
      antialiased: isAntialiased, padding: padding.horizontal(shrunkBy: factor), fixed: isStepwise)
  }

  private func down(_ box: PixelBox, of inputCount: Int, shrunkBy factor: Double = 1) -> ResampleAxis {
    ResampleAxis(
      outputCount: height, inputCount: inputCount, from: box.top / factor, to: box.bottom / factor, filter: filter,
      antialiased: isAntialiased, padding: padding.vertical(shrunkBy: factor), fixed: isStepwise)
  }
}
