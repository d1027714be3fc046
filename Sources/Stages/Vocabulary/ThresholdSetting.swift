/// When a condition alerts on a stream.
public struct ThresholdSetting: Sendable, Hashable, Codable {
  public var scale: ThresholdScale
  /// A frame counts as a hit from here on, 0…1.
  public var enter: Double
  /// An alert holds until the value falls below this, 0…`enter`.
  public var exit: Double
  /// Hits needed among the last ``n`` analysed frames, 1…`n`.
  public var k: Int
  /// Window in analysed frames, 1…64.
  public var n: Int
  /// How long the condition must have held before the alert is raised, and been gone before it ends, in milliseconds.
  public var dwellMilliseconds: Int
  /// How long after an alert's end no new one is raised, in milliseconds.
  public var cooldownMilliseconds: Int
  public var enabled: Bool

  public init(
    scale: ThresholdScale = .probability, enter: Double, exit: Double, k: Int = 6, n: Int = 8, dwellMilliseconds: Int = 600,
    cooldownMilliseconds: Int = 20_000, enabled: Bool = true
  ) {
    self.scale = scale
    self.enter = enter
    self.exit = exit
    self.k = k
    self.n = n
    self.dwellMilliseconds = dwellMilliseconds
    self.cooldownMilliseconds = cooldownMilliseconds
    self.enabled = enabled
  }

  enum CodingKeys: String, CodingKey {
    case scale, enter, exit, k, n, enabled
    case dwellMilliseconds = "dwell_ms"
    case cooldownMilliseconds = "cooldown_ms"
  }
}
