/// What is published under one topic.
public struct MQTTMessage: Sendable, Hashable {
  public let topic: String
  public let payload: [UInt8]
  /// Whether the broker keeps it for who comes later.
  public let isRetained: Bool
}
