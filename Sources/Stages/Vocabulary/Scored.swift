/// An assessment together with the vectors that it rests on.
public struct Scored: Sendable {
  public let assessment: Assessment
  public let embeddings: [ImageEmbedding]
  /// For each condition, which embedding gave the evidence.
  public let source: [ConditionIdentifier: Int]
  /// Whose vectors they are, where several encoders serve in turn.
  public let encoder: EncoderDescription?
  /// Conditions that a fitted head scored: nothing is taken off their evidence, and it has a scale of its own.
  public let heads: Set<ConditionIdentifier>

  public init(
    assessment: Assessment, embeddings: [ImageEmbedding], source: [ConditionIdentifier: Int], encoder: EncoderDescription? = nil
  ) {
    heads = Set(assessment.findings.filter { $0.head != nil }.map(\.condition))
    self.assessment = assessment
    self.embeddings = embeddings
    self.source = source
    self.encoder = encoder
  }

  /// The vector that gave a condition's evidence; `nil` if it was not scored.
  public func vector(of condition: ConditionIdentifier) -> [Float]? { source[condition].map { embeddings[$0].vector } }

  /// What was taken off a condition's evidence because a part of the frame gave it; `nil` where nothing was.
  public func deduction(of condition: ConditionIdentifier) -> Double? {
    guard let encoder, let index = source[condition], !heads.contains(condition) else { return nil }
    let deduction = encoder.deduction(of: embeddings[index])
    return deduction == 0 ? nil : deduction
  }
}
