/// One picture, or one region of it, as a vector in the space that it shares with texts.
public struct ImageEmbedding: Sendable {
  /// The part of the frame that this vector describes, or that it was looked at most closely in.
  public let region: Region
  /// L2 norm 1.
  public let vector: [Float]
  /// How many patch tokens the encoder looked at.
  public let tokens: Int
  /// Whether those were all of the grid.
  public let isFullGrid: Bool
  public let patches: PatchGrid?
  /// The logit of the encoder's own gate ("this is in the domain"), where it has one trained.
  public let domainLogit: Float?
  /// The encoder that made it, where several serve in turn: vectors of two encoders are never scored against the same texts.
  public var encoder: Fingerprint?

  public init(
    region: Region, vector: [Float], tokens: Int, isFullGrid: Bool, patches: PatchGrid? = nil, domainLogit: Float? = nil
  ) {
    self.region = region
    self.vector = vector
    self.tokens = tokens
    self.isFullGrid = isFullGrid
    self.patches = patches
    self.domainLogit = domainLogit
  }
}
