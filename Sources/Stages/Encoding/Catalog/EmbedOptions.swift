/// How `embed` was asked to compute.
public struct EmbedOptions: Sendable, Hashable {
  /// `f32`, `bf16` or `int8`.
  public var precision: String
  /// `serving`, `evaluation` or `processor`; `nil` for the model's own default.
  public var preprocessing: String?
  /// Patch tokens; `nil` for the full grid.
  public var tokens: Int?

  public init(precision: String = "f32", preprocessing: String? = nil, tokens: Int? = nil) {
    self.precision = precision
    self.preprocessing = preprocessing
    self.tokens = tokens
  }

  /// The rule of preprocessing for `model`.
  ///
  /// - Throws: ``EncodingError/unavailable(request:available:)`` for what this model or this version cannot do.
  func checked(for model: ModelSummary) throws(EncodingError) -> SigLIPPreprocessing {
    guard precision == "f32" else {
      throw .unavailable(request: "precision \(precision)", available: "f32 (bf16 and int8 come with the engine)")
    }
    if let tokens, let grid = model.shape?.tokens, tokens != grid {
      throw .unavailable(request: "\(tokens) tokens", available: "\(grid), the full grid (fewer come with the engine)")
    }
    guard model.kind == .siglip else {
      guard preprocessing ?? model.preprocessing == model.preprocessing else {
        throw .unavailable(request: "preprocessing \(preprocessing ?? "")", available: model.preprocessing)
      }
      return .serving
    }
    guard let mode = SigLIPPreprocessing(rawValue: preprocessing ?? SigLIPPreprocessing.serving.rawValue) else {
      throw .unavailable(
        request: "preprocessing \(preprocessing ?? "")",
        available: SigLIPPreprocessing.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return mode
  }
}
