import CCairo

extension Canvas {
  /// Width and height in pixels of one line of text.
  ///
  /// - Parameters:
  ///   - text: without line breaks.
  ///   - size: of the font, in pixels.
  ///   - isBold: whether the font is.
  ///   - limit: a longer line ends in an ellipsis here; `nil` for no limit.
  public func measure(_ text: String, size: Double, isBold: Bool = false, limit: Double? = nil) -> (width: Double, height: Double)
  {
    unsafe withLayout(text, size, isBold, limit) { layout in
      var (width, height): (Int32, Int32) = (0, 0)
      unsafe pango_layout_get_pixel_size(layout, &width, &height)
      return (Double(width), Double(height))
    }
  }

  /// Draws one line of text in the machine's sans serif with its upper left corner at `x`, `y`.
  ///
  /// - Parameters:
  ///   - text: without line breaks.
  ///   - x: pixels from the left.
  ///   - y: pixels from the top.
  ///   - size: of the font, in pixels.
  ///   - isBold: whether the font is.
  ///   - colour: of the letters.
  ///   - limit: a longer line ends in an ellipsis here; `nil` for no limit.
  public func draw(
    _ text: String, x: Double, y: Double, size: Double, isBold: Bool = false, colour: Colour, limit: Double? = nil
  ) {
    use(colour)
    unsafe cairo_move_to(context, x, y)
    unsafe withLayout(text, size, isBold, limit) { layout in unsafe pango_cairo_show_layout(context, layout) }
  }

  private func withLayout<Result>(
    _ text: String, _ size: Double, _ isBold: Bool, _ limit: Double?, _ body: (OpaquePointer) -> Result
  ) -> Result {
    guard let layout = unsafe pango_layout_new(texts), let font = unsafe pango_font_description_from_string("Sans") else {
      // Both end the process themselves where there is no memory (g_malloc).
      preconditionFailure("pango gave no layout")
    }
    defer {
      unsafe pango_font_description_free(font)
      unsafe g_object_unref(UnsafeMutableRawPointer(layout))
    }
    unsafe pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(font, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    unsafe pango_layout_set_font_description(layout, font)
    unsafe pango_layout_set_single_paragraph_mode(layout, 1)
    if let limit {
      unsafe pango_layout_set_width(layout, Int32(max(1, limit) * Double(PANGO_SCALE)))
      unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    }
    unsafe pango_layout_set_text(layout, text, -1)
    return unsafe body(layout)
  }
}
