/// How large a picture may be, whichever way it comes.
public enum PictureLimits {
  /// Of a compressed picture: 32 MB.
  public static let bytes = 32 * 1024 * 1024
  /// Width times height: 50 megapixels, 150 MB decoded.
  public static let pixels = 50_000_000
  /// Shortest side in pixels; nothing smaller can be looked at.
  public static let side = 16

  /// Whether a picture of that size is taken.
  public static func allow(width: Int, height: Int) -> Bool {
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    return width >= side && height >= side && !overflow && area <= pixels
  }
}
