public import Vocabulary

/// What a head is: everything that is signed.
public struct HeadContent: Sendable, Hashable, Codable {
  /// Where its examples came from.
  public enum Source: String, Sendable, Hashable, Codable, CaseIterable {
    /// Labelled pictures of a folder.
    case pictures
    /// A download of the SCIN data set.
    case scin
    /// What readers said of alerts of this server.
    case verdicts
  }

  /// For which encoder and pack it holds.
  public struct Base: Sendable, Hashable, Codable {
    /// As it is called.
    public let model: String
    /// Hash of weights, preprocessing, precision and view rule.
    public let encoder: Fingerprint
    /// Hash of the weights alone; `null` where the encoder cannot say.
    public let weights: Fingerprint?
    public let precision: String
    public let preprocessing: String
    public let pack: String
    public let packVersion: Int
    public let packFingerprint: Fingerprint
    /// The pack's region strategy, which says which crops there are.
    public let regionStrategy: String
    /// How several views of a frame become one score.
    public let viewRule: String
    /// Length of a vector.
    public let dimension: Int

    /// - Parameters:
    ///   - encoder: whose vectors were learned from.
    ///   - pack: whose conditions.
    public init(encoder: EncoderDescription, pack: Pack) {
      model = encoder.model
      self.encoder = encoder.fingerprint
      weights = encoder.weights
      precision = encoder.precision
      preprocessing = encoder.preprocessing
      self.pack = pack.id
      packVersion = pack.version
      packFingerprint = pack.fingerprint
      regionStrategy = pack.regionStrategy
      viewRule = "the largest logit over the whole frame and its crops, nothing taken off"
      dimension = encoder.dimension
    }

    enum CodingKeys: String, CodingKey {
      case model, encoder, weights, precision, preprocessing, pack, dimension
      case packVersion = "pack_version"
      case packFingerprint = "pack_sha256"
      case regionStrategy = "region_strategy"
      case viewRule = "view_rule"
    }
  }

  /// Changes when an older program could not read it rightly.
  public let format: Int
  public let name: String
  public let version: Int
  /// RFC 3339.
  public let madeAt: String
  public let by: String
  public let source: Source
  /// What the probabilities speak of, in a sentence.
  public let population: String
  public let base: Base
  public let conditions: [HeadCondition]
  public let figures: HeadFigures
  /// How many examples were not used, by reason.
  public let unused: [String: Int]
  public let researchUseOnly: Bool

  /// - Parameters:
  ///   - name: the head's.
  ///   - version: 1 and up.
  ///   - madeAt: RFC 3339.
  ///   - by: who asked for it.
  ///   - source: where its examples came from.
  ///   - population: what the probabilities speak of.
  ///   - base: for which encoder and pack it holds.
  ///   - outcome: what was learned.
  ///   - unused: reason → examples.
  public init(
    name: String, version: Int, madeAt: String, by: String, source: Source, population: String, base: Base,
    outcome: HeadFitter.Outcome, unused: [String: Int]
  ) {
    format = Self.format
    self.name = name
    self.version = version
    self.madeAt = madeAt
    self.by = by
    self.source = source
    self.population = population
    self.base = base
    conditions = outcome.conditions
    figures = outcome.figures
    self.unused = unused
    researchUseOnly = true
  }

  static let format = 1

  enum CodingKeys: String, CodingKey {
    case format, name, version, by, source, population, base, conditions, figures, unused
    case madeAt = "made_at"
    case researchUseOnly = "research_use_only"
  }
}
