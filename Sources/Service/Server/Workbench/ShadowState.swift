/// How a candidate pack does beside the one in force, on the same vectors.
public struct ShadowState: Sendable, Encodable {
  /// One condition.
  public struct Part: Sendable, Encodable {
    /// Moments at which either alerted; overlapping alerts are one.
    public let both: Int
    public let onlyLive: Int
    public let onlyCandidate: Int
    /// `both` of all of them, with its interval.
    public let agreement: Estimate
    /// Of the evidences of the two, over frames; `nil` where one of them does not score the condition.
    public let rankCorrelation: Double?
    /// Frames that the correlation rests on.
    public let frames: Int
    /// Whether the candidate would have a probability for it.
    public let proven: Bool

    /// - Parameters:
    ///   - both: moments at which both alerted.
    ///   - onlyLive: moments at which only the pack in force did.
    ///   - onlyCandidate: moments at which only the candidate did.
    ///   - agreement: `both` of all of them.
    ///   - rankCorrelation: of the evidences of the two.
    ///   - frames: that the correlation rests on.
    ///   - proven: whether the candidate would have a probability for it.
    public init(
      both: Int, onlyLive: Int, onlyCandidate: Int, agreement: Estimate, rankCorrelation: Double?, frames: Int, proven: Bool
    ) {
      self.both = both
      self.onlyLive = onlyLive
      self.onlyCandidate = onlyCandidate
      self.agreement = agreement
      self.rankCorrelation = rankCorrelation
      self.frames = frames
      self.proven = proven
    }

    enum CodingKeys: String, CodingKey {
      case both, agreement, frames, proven
      case onlyLive = "only_live"
      case onlyCandidate = "only_candidate"
      case rankCorrelation = "rank_correlation"
    }
  }

  public let candidate: PackName
  public let live: PackName
  /// RFC 3339.
  public let since: String
  public let by: String
  public let frames: Int
  /// Frames that the candidate did not see because it could not keep up.
  public let dropped: Int
  /// What a frame costs, in milliseconds, off the road.
  public let costMilliseconds: Double?
  public let conditions: [String: WithNulls<Part>]

  /// - Parameters:
  ///   - candidate: what runs beside.
  ///   - live: what is in force.
  ///   - since: when it began.
  ///   - by: who began it.
  ///   - frames: that it has seen.
  ///   - dropped: that it could not keep up with.
  ///   - costMilliseconds: what a frame costs.
  ///   - conditions: by id.
  public init(
    candidate: PackName, live: PackName, since: String, by: String, frames: Int, dropped: Int, costMilliseconds: Double?,
    conditions: [String: Part]
  ) {
    self.candidate = candidate
    self.live = live
    self.since = since
    self.by = by
    self.frames = frames
    self.dropped = dropped
    self.costMilliseconds = costMilliseconds
    self.conditions = conditions.mapValues { WithNulls(record: $0, keys: ["rank_correlation"]) }
  }

  enum CodingKeys: String, CodingKey {
    case candidate, live, since, by, frames, dropped, conditions
    case costMilliseconds = "cost_ms"
  }
}
