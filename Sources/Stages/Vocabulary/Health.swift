/// What the server says of its own parts.
public struct Health: Sendable, Hashable, Codable {
  /// Whether the journal can be written, and why not.
  public enum JournalState: String, Sendable, Hashable, Codable {
    case ok
    case diskFull = "disk_full"
    case readOnly = "read_only"
    case corrupt
  }

  /// Whether there is an encoder, whether it keeps up, and whether it is the one that was asked for.
  public enum EncoderState: String, Sendable, Hashable, Codable {
    case ok, missing, overloaded
    /// Another encoder, or another device, serves in its place.
    case fallback
  }

  /// The journal's state, and what is to be said of it.
  public struct Journal: Sendable, Hashable, Codable {
    public var state: JournalState
    public var detail: String?

    public init(state: JournalState, detail: String? = nil) {
      self.state = state
      self.detail = detail
    }
  }

  /// The encoder's state, and what is to be said of it.
  public struct Encoder: Sendable, Hashable, Codable {
    public var state: EncoderState
    public var detail: String?

    public init(state: EncoderState, detail: String? = nil) {
      self.state = state
      self.detail = detail
    }
  }

  /// Whether fitted heads are in force, or could not be.
  public enum HeadState: String, Sendable, Hashable, Codable {
    case ok
    /// One that should be in force is not: the pack's wordings score in its place.
    case fallback
  }

  /// How the fitted heads stand, and what is to be said of them.
  public struct Heads: Sendable, Hashable, Codable {
    public var state: HeadState
    public var detail: String?

    /// - Parameters:
    ///   - state: whether all that should be are in force.
    ///   - detail: which are, or why one is not.
    public init(state: HeadState, detail: String? = nil) {
      self.state = state
      self.detail = detail
    }
  }

  public var journal: Journal
  public var encoder: Encoder
  /// Fitted heads; `nil` where none should be in force.
  public var heads: Heads?
  /// What may reword explanations; nothing else depends on it.
  public var languageModel: LanguageState

  private enum CodingKeys: String, CodingKey {
    case journal, encoder, heads
    case languageModel = "language_model"
  }

  /// - Parameters:
  ///   - journal: the journal's state.
  ///   - encoder: the encoder's state.
  ///   - languageModel: the language model's state.
  ///   - heads: the fitted heads' state; `nil` where none should be in force.
  public init(
    journal: Journal, encoder: Encoder, languageModel: LanguageState = LanguageState(.off), heads: Heads? = nil
  ) {
    self.heads = heads
    self.journal = journal
    self.encoder = encoder
    self.languageModel = languageModel
  }
}
