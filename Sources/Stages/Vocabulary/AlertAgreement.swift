/// Of frames that were seen quickly and in full: how often each of the two reached one condition's alert threshold.
public struct AlertAgreement: Sendable, Hashable, Codable {
  /// Frames in which both reached it.
  public private(set) var both = 0
  /// Frames in which the quick answer alone did: an alert that the whole frame would not have given.
  public private(set) var fastOnly = 0
  /// Frames in which the full grid alone did: what the quick answer missed.
  public private(set) var fullOnly = 0
  /// Frames in which neither did.
  public private(set) var neither = 0

  /// Nothing compared yet.
  public init() {}

  /// Takes one frame in.
  ///
  /// - Parameters:
  ///   - fast: whether the quick answer reached the threshold.
  ///   - full: whether the full grid did.
  public mutating func note(fast: Bool, full: Bool) {
    switch (fast, full) {
    case (true, true): both += 1
    case (true, false): fastOnly += 1
    case (false, true): fullOnly += 1
    case (false, false): neither += 1
    }
  }

  /// Adds the counts of another.
  ///
  /// - Parameters:
  ///   - other: what is added.
  ///   - times: how often, as a resample needs it.
  public mutating func add(_ other: AlertAgreement, times: Int = 1) {
    both += times * other.both
    fastOnly += times * other.fastOnly
    fullOnly += times * other.fullOnly
    neither += times * other.neither
  }

  /// Frames that were compared.
  public var compared: Int { both + fastOnly + fullOnly + neither }

  /// Frames in which at least one of the two reached the threshold.
  public var alerting: Int { both + fastOnly + fullOnly }

  /// Share of frames with the same verdict, 0…1; `nil` of nothing. Near 1 wherever alerts are rare, whatever the two say of them.
  public var agreement: Double? { compared > 0 ? Double(both + neither) / Double(compared) : nil }

  /// Agreement on alerts alone, 2·both ÷ (2·both + fast only + full only), 0…1; `nil` while neither ever reached the threshold.
  ///
  /// - Source: Cicchetti and Feinstein, "High agreement but low kappa: II. Resolving the paradoxes", Journal of Clinical Epidemiology
  ///   43, 1990 (positive agreement; Dice 1945 gave the formula).
  public var positiveAgreement: Double? {
    alerting > 0 ? 2 * Double(both) / Double(2 * both + fastOnly + fullOnly) : nil
  }

  /// Frames with an alert of either kind that a verdict needs: with 10 and no more shared than apart, a single frame moves the share
  /// by a tenth.
  public static let fewestAlerting = 10
  /// Positive agreement below which the quick answer counts as poor.
  ///
  /// - Source: Landis and Koch, "The measurement of observer agreement for categorical data", Biometrics 33, 1977: kappa from 0.61 is
  ///   "substantial". Kappa tends to positive agreement where frames without an alert prevail, as they do on a stream.
  public static let leastPositiveAgreement = 0.61

  /// Whether the quick answer can be relied on for this condition; `nil` while too few frames have shown it.
  public var verdict: AgreementVerdict? {
    guard alerting >= Self.fewestAlerting, let positiveAgreement else { return nil }
    return positiveAgreement < Self.leastPositiveAgreement ? .poor : .good
  }

  enum CodingKeys: String, CodingKey {
    case both, neither, verdict
    case fastOnly = "fast_only"
    case fullOnly = "full_only"
    case positiveAgreement = "positive_agreement"
  }

  /// Reads the four counts; what follows from them is not believed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    both = try container.decode(Int.self, forKey: .both)
    fastOnly = try container.decode(Int.self, forKey: .fastOnly)
    fullOnly = try container.decode(Int.self, forKey: .fullOnly)
    neither = try container.decode(Int.self, forKey: .neither)
  }

  /// Writes the counts and what follows from them; what is not known yet as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(both, forKey: .both)
    try container.encode(fastOnly, forKey: .fastOnly)
    try container.encode(fullOnly, forKey: .fullOnly)
    try container.encode(neither, forKey: .neither)
    try container.encode(positiveAgreement, forKey: .positiveAgreement)
    try container.encode(verdict, forKey: .verdict)
  }
}
