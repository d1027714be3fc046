public import Vocabulary

/// One line of `embed --regions`: a view of a picture as the road would embed it.
///
/// Calibrations are fitted on these, so that they know the very crops that the server takes.
public struct RegionEmbedding: Sendable, Encodable {
  /// The file's path.
  public let input: String
  /// x, y, width, height in fractions of the picture.
  public let region: [Double]
  /// L2 norm 1.
  public let vector: [Float]
  /// The encoder's own "is it skin?", before its threshold; `nil` where it has none.
  public let domainLogit: Float?
  public let model: String
  public let precision: String
  public let tokens: Int
  /// What Framing refuses the picture for.
  public let refusals: [GateReason]

  private enum CodingKeys: String, CodingKey {
    case input, region, vector, model, precision, tokens, refusals
    case domainLogit = "domain_logit"
  }

  init(input: String, _ embedding: ImageEmbedding, refusals: [GateReason], by encoder: EncoderDescription) {
    self.input = input
    let region = embedding.region
    self.region = [region.x, region.y, region.width, region.height]
    vector = embedding.vector
    domainLogit = embedding.domainLogit
    model = encoder.model
    precision = encoder.precision
    tokens = embedding.tokens
    self.refusals = refusals
  }
}
