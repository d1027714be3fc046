/// How the voice of a stream stands.
public struct VoiceState: Sendable, Hashable, Codable {
  /// Who muted it, and why.
  public struct Mute: Sendable, Hashable, Codable {
    public let by: String
    public let reason: String
    public let at: String

    /// - Parameters:
    ///   - by: a principal's name.
    ///   - reason: in that person's words.
    ///   - at: RFC 3339.
    public init(by: String, reason: String, at: String) {
      self.by = by
      self.reason = reason
      self.at = at
    }
  }

  public var stream: StreamIdentifier
  /// What speaks; `nil` = the voice is off in the configuration, or has no clips.
  public var voice: String?
  /// Why it is not the voice that was asked for.
  public var detail: String?
  public var muted: Mute?
  /// Whether somebody speaks there, so that the voice waits.
  public var hearing: Bool
  /// Whether pages play it, the publisher's call carries it, this machine's speakers sound.
  public var page: Bool
  public var call: Bool
  public var speakers: Bool
  /// What was said last, if anything.
  public var last: SpeechRecord?
  /// Utterances that were cut off because they did not end, and renderings that failed, since the server started.
  public var faults: Int

  /// - Parameters:
  ///   - stream: whose voice.
  ///   - voice: what speaks.
  ///   - detail: why it is not what was asked for.
  ///   - muted: by whom.
  ///   - hearing: whether somebody speaks.
  ///   - page: whether pages play it.
  ///   - call: whether the publisher's call carries it.
  ///   - speakers: whether this machine sounds.
  ///   - last: what was said last.
  ///   - faults: how often it failed.
  public init(
    stream: StreamIdentifier, voice: String?, detail: String?, muted: Mute?, hearing: Bool, page: Bool, call: Bool,
    speakers: Bool,
    last: SpeechRecord?, faults: Int
  ) {
    self.stream = stream
    self.voice = voice
    self.detail = detail
    self.muted = muted
    self.hearing = hearing
    self.page = page
    self.call = call
    self.speakers = speakers
    self.last = last
    self.faults = faults
  }
}
