/// What the person in front of the camera allowed for one session.
public struct Consent: Sendable, Hashable, Codable {
  /// Vectors of frames may be kept, encrypted, for re-scoring and learning.
  public var record: Bool
  /// Crops of findings may be kept, encrypted, for review.
  public var snapshots: Bool
  /// Alerts may be spoken and called.
  public var speak: Bool
  /// Alerts may leave this machine through configured sinks.
  public var handOff: Bool
  /// Days after which everything of the session is purged, 0…36500; `nil` = until somebody purges it.
  public var retainDays: Int?

  /// - Parameters:
  ///   - record: vectors may be kept.
  ///   - snapshots: crops of findings may be kept.
  ///   - speak: alerts may be spoken.
  ///   - handOff: alerts may leave this machine.
  ///   - retainDays: days until the session is purged; `nil` for no end.
  public init(record: Bool, snapshots: Bool, speak: Bool, handOff: Bool, retainDays: Int? = nil) {
    self.record = record
    self.snapshots = snapshots
    self.speak = speak
    self.handOff = handOff
    self.retainDays = retainDays
  }

  /// What holds where neither configuration nor a token says anything: nothing of a frame is kept; alerts are spoken, and go to the
  /// sinks that somebody configured.
  public static let standard = Consent(record: false, snapshots: false, speak: true, handOff: true)

  /// Nothing but the live picture.
  public static let none = Consent(record: false, snapshots: false, speak: false, handOff: false)

  enum CodingKeys: String, CodingKey {
    case record, snapshots, speak
    case handOff = "hand_off"
    case retainDays = "retain_days"
  }
}
