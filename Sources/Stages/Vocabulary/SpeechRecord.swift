/// One utterance as clients see it.
public struct SpeechRecord: Sendable, Hashable, Codable {
  /// How far an utterance has come.
  public enum Progress: String, Sendable, Hashable, Codable, CaseIterable {
    case speaking
    /// Said to its end.
    case spoken
    /// Cut off; ``SpeechRecord/reason`` says why.
    case stopped
  }

  /// Counts from 1 since the server started.
  public var number: Int
  public var stream: StreamIdentifier
  public var session: SessionIdentifier
  /// The alerts that it tells, oldest first.
  public var alerts: [AlertIdentifier]
  public var condition: ConditionIdentifier
  public var tier: AlertTier
  /// What is said, word for word.
  public var text: String
  /// What speaks it: `piper en_US-joe-medium`, `espeak-ng en-us`, or `tone` where there are no words yet.
  public var voice: String
  /// Path of the sound, for who may see alerts.
  public var clip: String
  public var at: String
  public var durationMilliseconds: Int
  /// From the alert to the first sample handed out; `nil` for a repetition and for what had to wait for somebody.
  public var latencyMilliseconds: Int?
  /// How often it was told before.
  public var repetition: Int
  public var state: Progress
  /// Why it was cut off.
  public var reason: String?

  /// - Parameters:
  ///   - number: counts from 1.
  ///   - stream: what it is about.
  ///   - session: of that stream.
  ///   - alerts: those that it tells.
  ///   - condition: what they resemble.
  ///   - tier: how urgent they are.
  ///   - text: what is said.
  ///   - voice: what speaks it.
  ///   - clip: path of the sound.
  ///   - at: when it began, RFC 3339.
  ///   - durationMilliseconds: how long it lasts.
  ///   - latencyMilliseconds: since the alert.
  ///   - repetition: how often it was told before.
  ///   - state: how far it has come.
  ///   - reason: why it was cut off.
  public init(
    number: Int, stream: StreamIdentifier, session: SessionIdentifier, alerts: [AlertIdentifier], condition: ConditionIdentifier,
    tier: AlertTier, text: String, voice: String, clip: String, at: String, durationMilliseconds: Int, latencyMilliseconds: Int?,
    repetition: Int,
    state: Progress = .speaking, reason: String? = nil
  ) {
    self.number = number
    self.stream = stream
    self.session = session
    self.alerts = alerts
    self.condition = condition
    self.tier = tier
    self.text = text
    self.voice = voice
    self.clip = clip
    self.at = at
    self.durationMilliseconds = durationMilliseconds
    self.latencyMilliseconds = latencyMilliseconds
    self.repetition = repetition
    self.state = state
    self.reason = reason
  }

  enum CodingKeys: String, CodingKey {
    case number, stream, session, alerts, condition, tier, text, voice, clip, at, repetition, state, reason
    case durationMilliseconds = "duration_ms"
    case latencyMilliseconds = "latency_ms"
  }
}
