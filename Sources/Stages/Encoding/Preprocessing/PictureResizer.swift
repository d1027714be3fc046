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

  /// Calls `write` with rows of the result: `y`, and three values for each column on 0…255, not rounded and possibly a little outside.
  ///
  /// - Parameters:
  ///   - columns, rows: which of the result's are wanted, ascending; `nil` = all. What is not wanted costs nothing.
  func resize(
    _ picture: PixelBuffer, box: PixelBox, columns: [Int]? = nil, rows: [Int]? = nil, write: (_ y: Int, _ rgb: [Float]) -> Void
  ) {
    let (columns, rows) = (columns ?? Array(0..<width), rows ?? Array(0..<height))
    let part = Part(resizer: self, box: box, columns: columns, rows: rows)
    if isStepwise { return part.resizeStepwise(picture) { line, row in write(rows[line], row) } }
    switch picture.format {
    case .rgb: part.resizeRGB(picture) { line, row in write(rows[line], row) }
    case .i420(let encoding): part.resizePlanes(picture, ColourMatrix(encoding)) { line, row in write(rows[line], row) }
    }
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
}

/// Some columns and rows of a result.
private struct Part {
  let resizer: PictureResizer
  let box: PixelBox
  let columns: [Int]
  let rows: [Int]

  func resizeRGB(_ picture: PixelBuffer, _ write: (Int, [Float]) -> Void) {
    var plane = PlaneResampler(
      across: across(of: picture.width), down: down(of: picture.height),
      channels: 3, offset: 0, rowByteCount: picture.width * 3)
    var row = [Float](repeating: 0, count: 3 * columns.count)
    let data = picture.bytes
    let bytes = data.span
    for line in rows.indices {
      plane.row(line, of: bytes, into: &row)
      write(line, row)
    }
  }

  func resizeStepwise(_ picture: PixelBuffer, _ write: (Int, [Float]) -> Void) {
    let stepwise = StepwiseResizer(
      across: across(of: picture.width), down: down(of: picture.height),
      startsDown: Double(resizer.width) > box.right - box.left && Double(resizer.height) < box.bottom - box.top)
    stepwise.resize(PictureResizer.rgbBytes(of: picture), width: picture.width, height: picture.height, write: write)
  }

  func resizePlanes(_ picture: PixelBuffer, _ matrix: ColourMatrix, _ write: (Int, [Float]) -> Void) {
    var luma = PlaneResampler(
      across: across(of: picture.width), down: down(of: picture.height),
      channels: 1, offset: 0, rowByteCount: picture.width)
    // Chroma samples sit in the middle of their four pixels.
    let chromaAcross = across(of: picture.chromaWidth, shrunkBy: 2)
    let chromaDown = down(of: picture.chromaHeight, shrunkBy: 2)
    func chroma(at offset: Int) -> PlaneResampler {
      PlaneResampler(across: chromaAcross, down: chromaDown, channels: 1, offset: offset, rowByteCount: picture.chromaWidth)
    }
    var (blue, red) = (chroma(at: picture.uOffset), chroma(at: picture.vOffset))
    let empty = [Float](repeating: 0, count: columns.count)
    var (y, cb, cr) = (empty, empty, empty)
    var row = [Float](repeating: 0, count: 3 * columns.count)
    var conversion = matrix.conversion(lumaAcross: luma.across.coverage, chromaAcross: chromaAcross.coverage)
    let data = picture.bytes
    let bytes = data.span
    for line in rows.indices {
      luma.row(line, of: bytes, into: &y)
      blue.row(line, of: bytes, into: &cb)
      red.row(line, of: bytes, into: &cr)
      // Padding is black, not luma 0: the offsets count only as far as the picture itself covers a pixel.
      (conversion.lumaDown, conversion.chromaDown) = (luma.down.coverage[line], chromaDown.coverage[line])
      RowArithmetic.rgb(luma: y, blue: cb, red: cr, conversion, into: &row)
      write(line, row)
    }
  }

  private func across(of inputCount: Int, shrunkBy factor: Double = 1) -> ResampleAxis {
    ResampleAxis(
      columns, of: resizer.width, inputCount: inputCount, from: box.left / factor, to: box.right / factor, filter: resizer.filter,
      antialiased: resizer.isAntialiased, padding: resizer.padding.horizontal(shrunkBy: factor), fixed: resizer.isStepwise)
  }

  private func down(of inputCount: Int, shrunkBy factor: Double = 1) -> ResampleAxis {
    ResampleAxis(
      rows, of: resizer.height, inputCount: inputCount, from: box.top / factor, to: box.bottom / factor, filter: resizer.filter,
      antialiased: resizer.isAntialiased, padding: resizer.padding.vertical(shrunkBy: factor), fixed: resizer.isStepwise)
  }
}
