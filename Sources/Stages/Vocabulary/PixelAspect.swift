/// The shape of a picture's pixels.
public struct PixelAspect: Sendable, Hashable {
  public let width: Int
  public let height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  public static let square = PixelAspect(width: 1, height: 1)
}
