/// Where a stream stands with its recorded ordinary frames, as clients see it.
public struct BackgroundState: Sendable, Hashable, Codable {
  public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
    case none, recording
    /// Complete, and on its way into the journal.
    case storing
    case frozen
  }

  /// A recording under way.
  public struct Progress: Sendable, Hashable, Codable {
    /// How long it was asked to last.
    public let seconds: Int
    public let elapsedMilliseconds: Int
    /// Usable frames so far.
    public let frames: Int
    /// Frames that the gate refused meanwhile; they do not count.
    public let refused: Int
    /// Usable frames without which nothing is frozen.
    public let needed: Int

    public init(seconds: Int, elapsedMilliseconds: Int, frames: Int, refused: Int, needed: Int) {
      self.seconds = seconds
      self.elapsedMilliseconds = elapsedMilliseconds
      self.frames = frames
      self.refused = refused
      self.needed = needed
    }

    enum CodingKeys: String, CodingKey {
      case seconds, frames, refused, needed
      case elapsedMilliseconds = "elapsed_ms"
    }
  }

  /// The frozen stretch that thresholds are measured against.
  public struct Stretch: Sendable, Hashable, Codable {
    /// RFC 3339, like `to`.
    public let from: String
    public let to: String
    public let frames: Int
    public let by: String

    public init(from: String, to: String, frames: Int, by: String) {
      self.from = from
      self.to = to
      self.frames = frames
      self.by = by
    }
  }

  public let phase: Phase
  public let recording: Progress?
  /// Still in force while another is being recorded.
  public let recorded: Stretch?
  /// Why the last recording was not kept, or why a stored one is not used.
  public let message: UserMessage?

  public init(phase: Phase, recording: Progress? = nil, recorded: Stretch? = nil, message: UserMessage? = nil) {
    self.phase = phase
    self.recording = recording
    self.recorded = recorded
    self.message = message
  }

  enum CodingKeys: String, CodingKey {
    case recording, recorded, message
    case phase = "state"
  }

  // Written by hand: clients look for every key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(phase, forKey: .phase)
    try container.encode(recording, forKey: .recording)
    try container.encode(recorded, forKey: .recorded)
    try container.encode(message, forKey: .message)
  }
}
