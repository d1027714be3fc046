/// How the server speaks.
public struct VoiceSetting: Sendable, Hashable {
  /// Which voice renders the clips.
  public enum Engine: String, Sendable, Hashable, CaseIterable { case auto, piper, espeak }

  /// A stretch of the local day, in minutes since midnight.
  public struct Hours: Sendable, Hashable {
    public let from: Int
    public let to: Int

    /// - Parameters:
    ///   - from: the first minute.
    ///   - to: the first minute after it.
    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  public var isOn = true
  public var engine = Engine.auto
  /// Whether pages play it.
  public var page = true
  /// Whether the publisher's own call carries it, where the publisher offers to receive sound.
  public var call = true
  /// Whether this machine's speakers sound.
  public var speakers = false
  /// Whether the voice yields to people who speak; their sound is listened to for that and never kept.
  public var bargesIn = true
  /// 0 = warnings are not repeated.
  public var repeatSeconds = 20
  /// Utterances in five minutes.
  public var budget = 12
  public var quietHours: [Hours] = []
  /// Calls through VAPI; `nil` = there are none.
  public var vapi: VapiSetting?

  /// What a server does that is told nothing.
  public init() {}
}
