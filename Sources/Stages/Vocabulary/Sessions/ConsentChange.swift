/// What is stated anew of a consent; members that are absent stay as they are.
public struct ConsentChange: Sendable, Hashable {
  /// How long everything of the session stays.
  public enum Retention: Sendable, Hashable {
    /// Until somebody purges it.
    case unlimited
    /// 0…36500.
    case days(Int)
  }

  public var record: Bool?
  public var snapshots: Bool?
  public var speak: Bool?
  public var handOff: Bool?
  public var retention: Retention?

  /// Changes nothing.
  public init() {}

  /// A consent with this laid over it.
  ///
  /// - Parameter consent: what held before.
  /// - Returns: what holds now.
  public func applied(to consent: Consent) -> Consent {
    var consent = consent
    if let record { consent.record = record }
    if let snapshots { consent.snapshots = snapshots }
    if let speak { consent.speak = speak }
    if let handOff { consent.handOff = handOff }
    switch retention {
    case nil: break
    case .unlimited?: consent.retainDays = nil
    case .days(let days)?: consent.retainDays = days
    }
    return consent
  }
}
