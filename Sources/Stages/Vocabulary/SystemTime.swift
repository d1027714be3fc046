import Foundation

/// The clocks of this machine.
public struct SystemTime: TimeSource {
  // One origin for the process: `ContinuousClock.Instant` has no public zero to count from.
  private static let origin = ContinuousClock.now

  public init() {}

  public func now() -> Moment {
    Moment(
      monotonic: ContinuousClock.now - Self.origin,
      wallMilliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
  }
}
