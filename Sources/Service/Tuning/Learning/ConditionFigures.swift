public import Vocabulary

/// What is known of one condition's head from examples that it had not seen, beside what served before.
public struct ConditionFigures: Sendable, Hashable, Codable {
  /// A figure with its 95 % interval.
  public struct Figure: Sendable, Hashable, Codable {
    public let value: Double
    public let interval: [Double]?

    init?(_ value: Double?, _ interval: [Double]?) {
      guard let value else { return nil }
      self.value = value
      self.interval = interval
    }
  }

  /// So many of so many, with Wilson's interval.
  public struct Share: Sendable, Hashable, Codable {
    public let count: Int
    public let n: Int
    public let interval: [Double]?
  }

  /// One side of the comparison.
  public struct Side: Sendable, Hashable, Codable {
    /// Area under the curve.
    public let auc: Figure?
    /// Of the probabilities; 1 is right. `null` where there are none.
    public let slope: Figure?
    /// Of the probabilities, their slope taken as right; 0 is right.
    public let inTheLarge: Figure?
    /// At the pack's threshold; `null` where that is on no scale of probability, or there are none.
    public let sensitivity: Share?
    public let specificity: Share?

    enum CodingKeys: String, CodingKey {
      case auc, slope, sensitivity, specificity
      case inTheLarge = "in_the_large"
    }
  }

  /// What becomes of single held-out examples at the pack's threshold.
  public struct Changes: Sendable, Hashable, Codable {
    /// Shown, missed before, found now.
    public let found: Int
    /// Shown, found before, missed now.
    public let missed: Int
    /// Not shown, alerted before, left alone now.
    public let spared: Int
    /// Not shown, left alone before, alerted now.
    public let alarmed: Int
  }

  public let condition: ConditionIdentifier
  public let supply: TuningSupply
  /// `null` where nothing scored it before.
  public let before: Side?
  public let after: Side
  /// Area after less area before, on the same examples.
  public let gain: Figure?
  /// The pack's enter threshold, if it is a probability.
  public let threshold: Double?
  public let changes: Changes?
  public let proven: Bool
  /// Why no probability is shown; `null` where one is.
  public let unprovenBecause: String?
  /// Column → value → how many show it there, and the area where there are enough.
  public let strata: [String: [String: Stratum]]

  /// The examples that share a stratum.
  public struct Stratum: Sendable, Hashable, Codable {
    public let n: Int
    public let positives: Int
    /// `null` where there are too few to say anything.
    public let auc: Figure?
  }

  enum CodingKeys: String, CodingKey {
    case condition, supply, before, after, gain, threshold, changes, proven, strata
    case unprovenBecause = "unproven_because"
  }
}
