/// A stream as the dashboard and the API show it.
public struct StreamState: Sendable, Hashable, Codable {
  /// Frames per second that came in, and that were analysed.
  public struct Rate: Sendable, Hashable, Codable {
    public var received: Double
    public var analysed: Double

    public init(received: Double, analysed: Double) {
      self.received = received
      self.analysed = analysed
    }
  }

  public var id: StreamIdentifier
  /// The source's address without credentials, or its kind where it has none.
  public var source: String
  public var kind: SourceKind
  /// The pack's id.
  public var pack: String
  public var state: SourceState
  public var session: SessionIdentifier?
  public var frames: FrameCounts
  /// Age of results over the last ten seconds; `nil` before the first.
  public var age: Quantiles?
  /// Share of those within 100 ms.
  public var within100Milliseconds: Double?
  public var framesPerSecond: Rate
  public var demo: Bool
  /// Whether WHEP can play it.
  public var watchable: Bool
  public var message: UserMessage?
  /// `nil` where nothing was ever recorded.
  public var background: BackgroundState?
  /// `nil` before the first full grid beside quick answers, and for encoders that see the whole frame every time.
  public var agreement: AgreementState?
  /// What the session ignores; `nil` where nothing was ever drawn in it.
  public var zones: ZoneState?

  public init(
    id: StreamIdentifier, source: String, kind: SourceKind, pack: String, state: SourceState, session: SessionIdentifier?,
    frames: FrameCounts, age: Quantiles?, within100Milliseconds: Double?, framesPerSecond: Rate, demo: Bool, watchable: Bool,
    message: UserMessage?, background: BackgroundState? = nil, agreement: AgreementState? = nil, zones: ZoneState? = nil
  ) {
    self.id = id
    self.source = source
    self.kind = kind
    self.pack = pack
    self.state = state
    self.session = session
    self.frames = frames
    self.age = age
    self.within100Milliseconds = within100Milliseconds
    self.framesPerSecond = framesPerSecond
    self.demo = demo
    self.watchable = watchable
    self.message = message
    self.background = background
    self.agreement = agreement
    self.zones = zones
  }

  enum CodingKeys: String, CodingKey {
    case id, source, kind, pack, state, session, frames, demo, watchable, message, background, agreement, zones
    case age = "age_ms"
    case within100Milliseconds = "within_100_ms"
    case framesPerSecond = "fps"
  }
}
