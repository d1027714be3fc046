/// A rectangle of a frame in fractions of its width and height, origin at the top left.
public struct Region: Sendable, Hashable, Codable {
  public let x: Double
  public let y: Double
  public let width: Double
  public let height: Double
  /// How much it matters among its kind, 0…1.
  public let weight: Double

  public init(x: Double, y: Double, width: Double, height: Double, weight: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.weight = weight
  }

  public static let whole = Region(x: 0, y: 0, width: 1, height: 1, weight: 1)

  /// Whether it covers the frame, whatever its weight.
  public var isWhole: Bool { x <= 0 && y <= 0 && x + width >= 1 && y + height >= 1 }
}
