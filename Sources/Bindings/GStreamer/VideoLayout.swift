import CGStreamer

/// How the bytes of a raw video picture are to be read.
public struct VideoLayout: Sendable, Hashable {
  /// Which matrix made Y, U and V.
  public enum Matrix: Sendable, Hashable { case bt601, bt709, other }

  public let width: Int
  public let height: Int
  /// Planar 4:2:0, Y then U then V.
  public let isI420: Bool
  public let matrix: Matrix
  /// Whether luma fills 0…255 rather than 16…235.
  public let isFullRange: Bool
  /// Width of a pixel for a height of ``pixelAspectHeight``; both 1 for square ones.
  public let pixelAspectWidth: Int
  public let pixelAspectHeight: Int

  init(_ info: GstVideoInfo) {
    unsafe width = Int(info.width)
    unsafe height = Int(info.height)
    unsafe isI420 = info.finfo?.pointee.format == GST_VIDEO_FORMAT_I420
    matrix =
      switch unsafe info.colorimetry.matrix {
      case GST_VIDEO_COLOR_MATRIX_BT601: .bt601
      case GST_VIDEO_COLOR_MATRIX_BT709: .bt709
      default: .other
      }
    unsafe pixelAspectWidth = Int(info.par_n)
    unsafe pixelAspectHeight = Int(info.par_d)
    isFullRange = unsafe info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255
  }
}
