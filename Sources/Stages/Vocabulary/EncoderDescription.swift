/// What an encoder is, for records and screens.
public struct EncoderDescription: Sendable, Hashable {
  /// `skinlite 1.0`, or the directory's own name.
  public let model: String
  /// Hash of weights, preprocessing, tokenizer, precision and view rule.
  public let fingerprint: Fingerprint
  /// `f32`, `f16`, `bf16` or `int8`.
  public let precision: String
  /// The rule by which a frame becomes the encoder's input: `serving`, `evaluation`, `processor` or the model's own.
  public let preprocessing: String
  /// Length of its vectors.
  public let dimension: Int
  /// What cosines are multiplied by before a softmax, as the checkpoint learned it.
  public let logitScale: Float
  /// Hash of the weights alone, which calibrations name; `nil` where the encoder cannot say.
  public let weights: Fingerprint?
  /// Logit from which on the encoder's own gate accepts a picture; `nil` if it has no gate.
  public let domainThreshold: Float?
  /// What is taken from the evidence of a part of the frame before it is compared with the whole's: a crop shows less of what a
  /// diagnosis rests on, so it speaks for the frame only where it is clearly stronger.
  public let cropDeduction: Double

  public init(
    model: String, fingerprint: Fingerprint, precision: String, preprocessing: String, dimension: Int, logitScale: Float,
    domainThreshold: Float?, weights: Fingerprint? = nil, cropDeduction: Double = 0
  ) {
    self.model = model
    self.fingerprint = fingerprint
    self.precision = precision
    self.preprocessing = preprocessing
    self.dimension = dimension
    self.logitScale = logitScale
    self.domainThreshold = domainThreshold
    self.weights = weights
    self.cropDeduction = cropDeduction
  }

  /// What is taken from the evidence that an embedding gives.
  public func deduction(of embedding: ImageEmbedding) -> Double { embedding.region.isWhole ? 0 : cropDeduction }
}
