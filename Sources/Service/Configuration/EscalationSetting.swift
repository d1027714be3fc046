/// When a warning that nobody acknowledged goes to a second reader.
public struct EscalationSetting: Sendable, Hashable {
  /// Whether it happens at all.
  public var isOn = true
  /// How long a warning may stay unacknowledged, in seconds.
  public var afterSeconds = 120
  /// A user's name, or a role.
  public var to = Role.reviewer.rawValue

  /// Everything as it is without a configuration.
  public init() {}
}
