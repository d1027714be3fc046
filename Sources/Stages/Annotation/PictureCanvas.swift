import Cairo

/// A canvas of one picture size, with its painter.
struct PictureCanvas {
  private let canvas: Canvas
  private let painter: OverlayPainter

  init(width: Int, height: Int) throws(CairoError) {
    canvas = try Canvas(width: width, height: height)
    painter = OverlayPainter(canvas)
  }

  var width: Int { canvas.width }
  var height: Int { canvas.height }

  /// `0xAARRGGBB`, premultiplied, row by row.
  func draw(_ content: OverlayContent) throws(CairoError) -> [UInt32] {
    painter.paint(content)
    return try canvas.pixels()
  }
}
