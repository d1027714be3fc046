import CCairo

/// What the drawing library refused.
public enum CairoError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No canvas of that size in pixels can be made; `status` is a `cairo_status_t`.
  case canvas(width: Int, height: Int, status: Int)
  /// Something that was drawn failed; `status` is a `cairo_status_t`.
  case drawing(status: Int)

  public var description: String {
    switch self {
    case .canvas(let width, let height, let status): "a canvas of \(width)×\(height) cannot be made (cairo status \(status))"
    case .drawing(let status): "drawing failed (cairo status \(status))"
    }
  }
}
