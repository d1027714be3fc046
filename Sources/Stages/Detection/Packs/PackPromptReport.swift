public import Vocabulary

/// Whether a text encoder tells a pack's conditions apart: what `packs test` prints.
public struct PackPromptReport: Sendable, Hashable, Codable {
  /// A wording that lies nearer to another condition's mean than to its own.
  public struct Stray: Sendable, Hashable, Codable {
    public let condition: ConditionIdentifier
    public let term: String
    public let nearer: ConditionIdentifier
    public let ownCosine: Double
    public let otherCosine: Double
  }

  /// How far a condition's wordings lie apart.
  public struct Spread: Sendable, Hashable, Codable {
    public let condition: ConditionIdentifier
    /// Mean and lowest cosine of its terms with their mean.
    public let mean: Double
    public let lowest: Double
  }

  /// Two conditions nearer to one another than their own synonyms are to their means.
  public struct Collision: Sendable, Hashable, Codable {
    public let first: ConditionIdentifier
    public let second: ConditionIdentifier
    public let cosine: Double
  }

  /// Terms checked.
  public let terms: Int
  public let strays: [Stray]
  public let spreads: [Spread]
  /// Nearest first.
  public let collisions: [Collision]

  /// Whether every wording is nearest to its own condition.
  public var isPassed: Bool { strays.isEmpty }
}
