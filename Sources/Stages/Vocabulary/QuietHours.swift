/// A stretch of the local day in which the server holds back with its voice or its calls. It may pass midnight.
public struct QuietHours: Sendable, Hashable {
  /// Minutes since midnight, 0…1439.
  public let from: Int
  /// The first minute that is not quiet any more.
  public let to: Int

  /// - Parameters:
  ///   - from: minutes since midnight.
  ///   - to: minutes since midnight; the same as `from` = the whole day.
  public init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }

  /// - Parameter minute: minutes since midnight.
  /// - Returns: whether it is quiet then.
  public func contains(_ minute: Int) -> Bool {
    from < to ? (from..<to).contains(minute) : minute >= from || minute < to
  }
}
