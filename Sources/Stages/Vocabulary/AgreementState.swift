/// How a stream's quick answers, from fewer tokens than the whole frame has, agree with the full grids of the same frames.
public struct AgreementState: Sendable, Hashable, Codable {
  /// Full grids that count: the newest of the stream, up to a bound.
  public var grids: Int
  /// Mean over them of the rank correlation (Spearman) of the conditions' evidence, −1…1; `nil` where none could be compared.
  public var rankCorrelation: Double?
  /// Share of those whose evidence put the same condition first, 0…1.
  public var sameFirst: Double?
  /// Grids of which the gate refused either the quick answer or the full grid, not both.
  public var refusedByOne: Int
  /// By condition, how often each of the two reached the alert's threshold; only conditions with a threshold that has a value.
  public var conditions: [String: AlertAgreement]

  /// - Parameters:
  ///   - grids: full grids that count.
  ///   - rankCorrelation: mean of the rank correlations.
  ///   - sameFirst: share that put the same condition first.
  ///   - refusedByOne: grids where the gate refused one of the two.
  ///   - conditions: by a condition's id.
  public init(
    grids: Int, rankCorrelation: Double?, sameFirst: Double?, refusedByOne: Int, conditions: [String: AlertAgreement]
  ) {
    self.grids = grids
    self.rankCorrelation = rankCorrelation
    self.sameFirst = sameFirst
    self.refusedByOne = refusedByOne
    self.conditions = conditions
  }

  enum CodingKeys: String, CodingKey {
    case grids, conditions
    case rankCorrelation = "rank_correlation"
    case sameFirst = "same_first"
    case refusedByOne = "refused_by_one"
  }

  /// Writes every member; what is not known as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(grids, forKey: .grids)
    try container.encode(rankCorrelation, forKey: .rankCorrelation)
    try container.encode(sameFirst, forKey: .sameFirst)
    try container.encode(refusedByOne, forKey: .refusedByOne)
    try container.encode(conditions, forKey: .conditions)
  }
}
