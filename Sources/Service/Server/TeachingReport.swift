public import Vocabulary

/// What there is to learn from, what was learned, and what is in force.
public struct TeachingReport: Sendable, Encodable {
  /// How the learning of a head stands.
  public struct Fitting: Sendable, Hashable, Encodable {
    /// What it is about.
    public enum State: String, Sendable, Hashable, Encodable {
      case idle, running, done, failed
      /// There are too few verdicts.
      case tooFew = "too_few"
    }

    public var state: State
    /// The head that is, or was last, learned.
    public var name: String?
    /// What was stored.
    public var version: Int?
    public var done: Int
    public var steps: Int
    /// Why nothing came of it.
    public var detail: String?

    /// - Parameters:
    ///   - state: what it is about.
    ///   - name: the head.
    ///   - version: what was stored.
    ///   - done: steps done.
    ///   - steps: of how many; 0 while that is not known.
    ///   - detail: why nothing came of it.
    public init(
      state: State, name: String? = nil, version: Int? = nil, done: Int = 0, steps: Int = 0, detail: String? = nil
    ) {
      self.state = state
      self.name = name
      self.version = version
      self.done = done
      self.steps = steps
      self.detail = detail
    }
  }

  public let fitting: Fitting
  /// How much is needed of each condition.
  public let needs: JSONValue
  /// How many verdicts there are, by condition, and why others are not used.
  public let verdicts: JSONValue
  /// Every version of every head, without its weights.
  public let items: [JSONValue]
  /// Why nobody knows which should be in force, and what to do; `nil` = it is known. The packs' wordings score meanwhile.
  public let fault: String?
  /// What was fitted, put in force and rolled back, newest first.
  public let history: [JSONValue]
  public let researchUseOnly = true

  /// - Parameters:
  ///   - fitting: how learning stands.
  ///   - needs: how much is needed.
  ///   - verdicts: how many there are.
  ///   - items: the heads.
  ///   - fault: why nobody knows which should be in force.
  ///   - history: what was done, newest first.
  public init(
    fitting: Fitting, needs: JSONValue, verdicts: JSONValue, items: [JSONValue], fault: String? = nil, history: [JSONValue]
  ) {
    self.fitting = fitting
    self.needs = needs
    self.verdicts = verdicts
    self.items = items
    self.fault = fault
    self.history = history
  }

  enum CodingKeys: String, CodingKey {
    case fitting, needs, verdicts, items, fault, history
    case researchUseOnly = "research_use_only"
  }
}
