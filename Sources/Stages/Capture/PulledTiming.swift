/// How patient a pulled source is.
public struct PulledTiming: Sendable, Hashable {
  /// Wait before the first reconnection; doubles with each that fails, up to four times this.
  public var reconnectDelay: Duration
  /// How long the first picture may take.
  public var connectLimit: Duration
  /// How long a live source may send nothing before it counts as lost.
  public var silenceLimit: Duration
  /// How long a file may show one picture. Some readers never say that a clip is over (an animated GIF's, for one).
  public var stillLimit: Duration

  /// - Parameters:
  ///   - reconnectDelay: before the first reconnection.
  ///   - connectLimit: for the first picture.
  ///   - silenceLimit: of a live source.
  ///   - stillLimit: of a file.
  public init(
    reconnectDelay: Duration = .seconds(2), connectLimit: Duration = .seconds(15), silenceLimit: Duration = .seconds(5),
    stillLimit: Duration = .seconds(30)
  ) {
    self.reconnectDelay = reconnectDelay
    self.connectLimit = connectLimit
    self.silenceLimit = silenceLimit
    self.stillLimit = stillLimit
  }
}
