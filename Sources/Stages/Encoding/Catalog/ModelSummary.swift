public import Vocabulary

/// A model as `models list` and `models inspect` show it.
public struct ModelSummary: Sendable, Hashable, Codable {
  /// The measures of an encoder.
  public struct Shape: Sendable, Hashable, Codable {
    /// Rows and columns of the input, in pixels.
    public let imageSide: Int
    /// Places of the patch grid, rows × columns.
    public let tokens: Int
    /// Length of its vectors.
    public let dimension: Int
    /// Width, layers and heads of both transformers, where it has any: `vision 1152 × 27 (16 heads)`.
    public let towers: [String]

    enum CodingKeys: String, CodingKey {
      case tokens, dimension, towers
      case imageSide = "image_side"
    }
  }

  /// What a SigLIP directory consists of, in words.
  public struct Parts: Sendable, Hashable, Codable {
    /// `SigLIP`, or `SigLIP 2` by its tokenizer.
    public let family: String
    /// Rows and columns of a patch, in pixels.
    public let patchSide: Int
    /// Tokens of a text, padding included.
    public let textTokens: Int
    /// Types, files and bytes of the weights.
    public let weights: String
    /// `nil` while it cannot be read.
    public let tokenizer: String?
    /// Filter, mean and deviation of `preprocessor_config.json`.
    public let processor: String
    /// Whether imported descriptors lie beside it.
    public let hasDescriptors: Bool

    enum CodingKeys: String, CodingKey {
      case family, weights, tokenizer, processor
      case patchSide = "patch_side"
      case textTokens = "text_tokens"
      case hasDescriptors = "has_descriptors"
    }
  }

  /// The name that `--model` takes.
  public let name: String
  public let kind: ModelKind
  public let directory: String
  public let shape: Shape?
  /// `nil` while something is missing.
  public let fingerprint: Fingerprint?
  /// `nil` where the directory does not say.
  public let licence: String?
  public let precision: String
  public let preprocessing: String
  /// What cosines are multiplied by.
  public let logitScale: Float?
  /// What is added after that; a logit, never a probability.
  public let logitBias: Float?
  /// Conditions that the model was trained on; empty where any text will do.
  public let conditions: [String]
  /// What a SigLIP directory was read from; `nil` for other kinds.
  public let parts: Parts?
  /// What has to be mended before it can be used, one sentence each; empty for a usable model.
  public let missing: [String]

  enum CodingKeys: String, CodingKey {
    case name, kind, directory, shape, fingerprint, licence, precision, preprocessing, conditions, parts, missing
    case logitScale = "logit_scale"
    case logitBias = "logit_bias"
  }
}
