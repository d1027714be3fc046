/// The zones that a stream's session ignores, and what came of them.
public struct ZoneState: Sendable, Hashable, Codable {
  /// The zones in force.
  public let items: [IgnoredZone]
  /// Findings that were not shown because they lay in a zone, since the session began.
  public let suppressed: UInt64
  /// Frames of which at least one finding was not shown, since the session began.
  public let frames: UInt64

  /// - Parameters:
  ///   - items: the zones in force.
  ///   - suppressed: findings that were not shown.
  ///   - frames: frames of which at least one was not shown.
  public init(items: [IgnoredZone] = [], suppressed: UInt64 = 0, frames: UInt64 = 0) {
    self.items = items
    self.suppressed = suppressed
    self.frames = frames
  }
}
