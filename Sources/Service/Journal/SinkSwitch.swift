/// Whether a sink is on, as it was last said.
public struct SinkSwitch: Sendable, Hashable {
  /// The sink's.
  public let name: String
  public let isOn: Bool
  public let reason: String
  /// When, as RFC 3339.
  public let at: String
}
