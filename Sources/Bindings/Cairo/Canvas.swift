import CCairo

/// A transparent picture in memory to draw on: Cairo for shapes, Pango for text.
///
/// - Threading: not `Sendable`; one owner at a time, on whichever thread.
@safe public final class Canvas {
  public let width: Int
  public let height: Int
  let context: OpaquePointer
  /// What text is laid out with; of this canvas's own font map, since Pango's default one belongs to a thread.
  let texts: OpaquePointer
  private let surface: OpaquePointer

  /// - Parameters: size in pixels, each at least 1.
  public init(width: Int, height: Int) throws(CairoError) {
    let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(clamping: width), Int32(clamping: height))
    let context = unsafe cairo_create(surface)
    let status = unsafe cairo_status(context)
    // Cairo never gives null: what failed is an object in an error state.
    guard let surface = unsafe surface, let context = unsafe context, status == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_destroy(context)
      unsafe cairo_surface_destroy(surface)
      throw .canvas(width: width, height: height, status: Int(status.rawValue))
    }
    guard let fonts = unsafe pango_cairo_font_map_new(), let texts = unsafe pango_font_map_create_context(fonts) else {
      preconditionFailure("pango gave no font map")
    }
    // The context keeps its font map.
    unsafe g_object_unref(UnsafeMutableRawPointer(fonts))
    unsafe pango_cairo_update_context(context, texts)
    self.width = width
    self.height = height
    unsafe self.context = context
    unsafe self.texts = texts
    unsafe self.surface = surface
  }

  deinit {
    unsafe g_object_unref(UnsafeMutableRawPointer(texts))
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Makes every pixel transparent.
  public func clear() {
    unsafe cairo_save(context)
    unsafe cairo_set_operator(context, CAIRO_OPERATOR_CLEAR)
    unsafe cairo_paint(context)
    unsafe cairo_restore(context)
  }

  public func fill(_ rectangle: CanvasRectangle, with colour: Colour) {
    use(colour)
    unsafe cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
    unsafe cairo_fill(context)
  }

  /// Draws the outline of `rectangle`; `lineWidth` in pixels, half of it to each side.
  public func stroke(_ rectangle: CanvasRectangle, with colour: Colour, lineWidth: Double) {
    use(colour)
    unsafe cairo_set_line_width(context, lineWidth)
    unsafe cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
    unsafe cairo_stroke(context)
  }

  /// What is drawn: row by row, one number a pixel, `0xAARRGGBB`, colours premultiplied with the opacity (`CAIRO_FORMAT_ARGB32`).
  public func pixels() throws(CairoError) -> [UInt32] {
    let status = unsafe cairo_status(context)
    unsafe cairo_surface_flush(surface)
    guard status == CAIRO_STATUS_SUCCESS, let data = unsafe cairo_image_surface_get_data(surface) else {
      throw .drawing(status: Int(status.rawValue))
    }
    let (stride, rowBytes) = (Int(unsafe cairo_image_surface_get_stride(surface)), width * 4)
    return unsafe [UInt32](unsafeUninitializedCapacity: width * height) { target, initialised in
      let bytes = UnsafeMutableRawBufferPointer(target)
      for row in 0..<height {
        unsafe bytes.baseAddress?.advanced(by: row * rowBytes).copyMemory(from: data + row * stride, byteCount: rowBytes)
      }
      initialised = width * height
    }
  }

  func use(_ colour: Colour) {
    unsafe cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.opacity)
  }
}
