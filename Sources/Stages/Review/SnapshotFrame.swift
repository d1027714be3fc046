public import Vocabulary

/// Which part of a frame is kept, and which part of that stays sharp. Pure geometry, in pixels of the frame.
public struct SnapshotFrame: Sendable, Hashable {
  /// A rectangle of whole pixels.
  public struct Box: Sendable, Hashable {
    public let x: Int
    public let y: Int
    public let width: Int
    public let height: Int

    /// Whether a pixel lies in it.
    ///
    /// - Parameters:
    ///   - column: of the frame.
    ///   - row: of the frame.
    /// - Returns: whether it does.
    public func holds(_ column: Int, _ row: Int) -> Bool {
      (x..<(x + width)).contains(column) && (y..<(y + height)).contains(row)
    }
  }

  /// How far the sharp part reaches beyond the finding, in parts of its size on each side.
  static let margin = 0.25
  /// How far the kept part reaches beyond the sharp one.
  static let surroundings = 0.75
  /// The sharp part is never more of the frame than this, each way: a finding "everywhere" must not keep a whole scene.
  static let largestSharp = 0.5
  /// Nor less: a reader must see something.
  static let smallestSharp = 0.12

  /// What is kept.
  public let kept: Box
  /// What stays sharp, within it.
  public let sharp: Box

  /// - Parameters:
  ///   - region: where the finding is, in fractions of the frame.
  ///   - width: of the frame in pixels.
  ///   - height: of the frame in pixels.
  public init(around region: Region, width: Int, height: Int) {
    let (w, h) = (Self.extent(region.width), Self.extent(region.height))
    let (centreX, centreY) = (region.x + region.width / 2, region.y + region.height / 2)
    sharp = Self.box(centreX, centreY, w, h, width, height)
    kept = Self.box(centreX, centreY, w * (1 + 2 * Self.surroundings), h * (1 + 2 * Self.surroundings), width, height)
  }

  private static func extent(_ size: Double) -> Double { min(largestSharp, max(smallestSharp, size * (1 + 2 * margin))) }

  private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ columns: Int, _ rows: Int) -> Box {
    func span(_ centre: Double, _ size: Double, _ count: Int) -> (Int, Int) {
      let start = min(max(0, Int(((centre - size / 2) * Double(count)).rounded(.down))), max(0, count - 1))
      let end = min(count, max(start + 1, Int(((centre + size / 2) * Double(count)).rounded(.up))))
      return (start, end - start)
    }
    let (left, wide) = span(x, width, columns)
    let (top, high) = span(y, height, rows)
    return Box(x: left, y: top, width: wide, height: high)
  }
}
