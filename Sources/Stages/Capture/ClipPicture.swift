public import Vocabulary

/// One picture of a clip, with its place in it.
public struct ClipPicture: Sendable {
  public let pixels: PixelBuffer
  /// Time from the clip's start, as the file says; `nil` where it does not.
  public let time: Duration?
  /// How long it is shown, where the file says so.
  public let duration: Duration?
  /// Width to height of one pixel, as two whole numbers.
  public let pixelAspect: PixelAspect
}
