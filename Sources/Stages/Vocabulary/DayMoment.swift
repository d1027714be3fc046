/// When something is decided that depends on the time of day: the clocks, and the minute of the local day.
public struct DayMoment: Sendable, Hashable {
  public let moment: Moment
  /// Minutes since local midnight, 0…1439.
  public let minute: Int

  /// - Parameters:
  ///   - moment: both clocks.
  ///   - minute: minutes since local midnight.
  public init(_ moment: Moment, minute: Int) {
    self.moment = moment
    self.minute = minute
  }

  /// On the monotonic clock.
  public var time: Duration { moment.monotonic }
}
