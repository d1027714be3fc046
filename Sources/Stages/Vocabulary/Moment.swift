import Foundation

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
  public var rfc3339: String {
    Date(timeIntervalSince1970: Double(wallMilliseconds) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// Wall milliseconds of an RFC 3339 text, with or without decimals; `nil` if it is not one.
  public static func wallMilliseconds(rfc3339 text: String) -> Int64? {
    let withDecimals = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? withDecimals.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text)) else { return nil }
    return Int64((date.timeIntervalSince1970 * 1000).rounded())
  }
}
