/// How many messages a sink was given up on, for every screen. Neither an alert nor an address is in it.
public struct SinkNotice: Sendable, Hashable, Codable {
  /// The sink, as the configuration names it.
  public let sink: String
  /// Messages that were given up and can be sent again.
  public let dead: Int

  /// - Parameters:
  ///   - sink: as the configuration names it.
  ///   - dead: messages that were given up.
  public init(sink: String, dead: Int) {
    self.sink = sink
    self.dead = dead
  }
}
