/// A zone that somebody wants to be ignored: fractions of the frame, origin at the top left.
public struct ZoneRequest: Sendable, Hashable {
  /// Left edge, 0…1.
  public let x: Double
  /// Upper edge, 0…1.
  public let y: Double
  /// 0.01…1.
  public let width: Double
  /// 0.01…1.
  public let height: Double
  /// What is there; may be empty.
  public let label: String

  /// - Parameters:
  ///   - x: left edge, 0…1.
  ///   - y: upper edge, 0…1.
  ///   - width: 0.01…1, not beyond the frame's edge.
  ///   - height: 0.01…1, not beyond the frame's edge.
  ///   - label: up to 80 characters.
  public init(x: Double, y: Double, width: Double, height: Double, label: String) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.label = label
  }
}
