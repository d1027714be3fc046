import Vocabulary

/// How old a frame may be at each point of the road.
public struct RoadLimits: Sendable, Hashable {
  /// Older frames are not begun.
  public var start: Duration = .milliseconds(500)
  /// What the encoder is asked to keep to: the product's promise.
  public var encode: Duration = .milliseconds(100)
  /// Results older than this are thrown away. Wide, so that a slow encoder still says something, with its age beside it.
  public var finish: Duration = .seconds(10)

  public init() {}

  func isTooOldToStart(_ frame: Frame, _ now: Moment) -> Bool { now.since(frame.capturedAt) > start }
  func isPastItsDeadline(_ frame: Frame, _ now: Moment) -> Bool { now.since(frame.capturedAt) > finish }
  func deadline(of frame: Frame) -> Moment { frame.capturedAt.advanced(by: encode) }
}

extension RoadLimits {
  /// For a single picture, for which someone waits.
  static let unhurried: RoadLimits = {
    var limits = RoadLimits()
    (limits.start, limits.encode, limits.finish) = (.seconds(60), .seconds(60), .seconds(60))
    return limits
  }()
}
