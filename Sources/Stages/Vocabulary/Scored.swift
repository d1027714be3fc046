/// An assessment together with the vectors that it rests on.
public struct Scored: Sendable {
  public let assessment: Assessment
  public let embeddings: [ImageEmbedding]
  /// For each condition, which embedding gave the evidence.
  public let source: [ConditionIdentifier: Int]
  /// Whose vectors they are, where several encoders serve in turn.
  public let encoder: EncoderDescription?

  public init(
    assessment: Assessment, embeddings: [ImageEmbedding], source: [ConditionIdentifier: Int], encoder: EncoderDescription? = nil
  ) {
    self.assessment = assessment
    self.embeddings = embeddings
    self.source = source
    self.encoder = encoder
  }

  /// The vector that gave a condition's evidence; `nil` if it was not scored.
  public func vector(of condition: ConditionIdentifier) -> [Float]? { source[condition].map { embeddings[$0].vector } }
}
