/// A part of the picture that is known, so that nobody wants to hear of it: a tattoo, a mole that was looked at.
///
/// It lies in the picture, not on the skin: it holds for one session, and for as long as camera and patient keep still.
public struct IgnoredZone: Sendable, Hashable, Codable {
  /// 32 hexadecimal digits.
  public let id: String
  /// Left edge, a fraction of the frame's width.
  public let x: Double
  /// Upper edge, a fraction of the frame's height.
  public let y: Double
  /// A fraction of the frame's width.
  public let width: Double
  /// A fraction of the frame's height.
  public let height: Double
  /// What is there, in a person's words; empty if nobody said.
  public let label: String
  /// Who drew it: a principal's name.
  public let by: String
  /// When, RFC 3339.
  public let at: String

  /// - Parameters:
  ///   - id: 32 hexadecimal digits.
  ///   - x: left edge, a fraction of the frame's width.
  ///   - y: upper edge, a fraction of the frame's height.
  ///   - width: a fraction of the frame's width.
  ///   - height: a fraction of the frame's height.
  ///   - label: what is there.
  ///   - by: a principal's name.
  ///   - at: RFC 3339.
  public init(
    id: String = RandomIdentifier.hexadecimal128(), x: Double, y: Double, width: Double, height: Double, label: String,
    by: String, at: String
  ) {
    self.id = id
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.label = label
    self.by = by
    self.at = at
  }

  /// How much of `region` lies in this zone.
  ///
  /// - Parameter region: a rectangle of the same frame.
  /// - Returns: a share of the region's area, 0…1.
  public func share(of region: Region) -> Double {
    guard region.width > 0, region.height > 0 else { return 0 }
    let across = min(x + width, region.x + region.width) - max(x, region.x)
    let down = min(y + height, region.y + region.height) - max(y, region.y)
    guard across > 0, down > 0 else { return 0 }
    return min(1, across * down / (region.width * region.height))
  }
}
