/// A point in time read from both clocks at once: ages are measured on the monotonic one, records are dated by the wall.
public struct Moment: Sendable, Hashable, Comparable {
  /// Time since an arbitrary start, never stepping; what ages and deadlines are computed from.
  public let monotonic: Duration
  /// Milliseconds since 1970-01-01T00:00:00Z; what records show.
  public let wallMilliseconds: Int64

  public init(monotonic: Duration, wallMilliseconds: Int64) {
    self.monotonic = monotonic
    self.wallMilliseconds = wallMilliseconds
  }

  public static func < (left: Moment, right: Moment) -> Bool { left.monotonic < right.monotonic }

  /// Elapsed time from `earlier` to this moment, on the monotonic clock; negative if `earlier` is later.
  public func since(_ earlier: Moment) -> Duration { monotonic - earlier.monotonic }

  /// The same instant moved by `interval` on both clocks.
  public func advanced(by interval: Duration) -> Moment {
    Moment(
      monotonic: monotonic + interval,
      wallMilliseconds: wallMilliseconds + Int64(interval.milliseconds.rounded()))
  }

  /// RFC 3339, UTC, three decimals: `2026-11-24T13:17:12.345Z`.
  public var rfc3339: String { RFC3339.text(wallMilliseconds: wallMilliseconds) }
}
