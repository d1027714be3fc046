internal import Vocabulary

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
    _ = try numbers(for: model)
    if let tokens, let grid = model.shape?.tokens, !possible(model.kind, grid).contains(tokens) {
      let range = possible(model.kind, grid)
      throw .unavailable(
        request: "\(tokens) tokens",
        available: "\(range.lowerBound)" + (range.count > 1 ? " to \(range.upperBound)" : ", the full grid"))
    }
    guard model.kind == .siglip else {
      guard preprocessing ?? model.preprocessing == model.preprocessing else {
        throw .unavailable(request: "preprocessing \(preprocessing ?? "")", available: model.preprocessing)
      }
      return .standard
    }
    guard let mode = SigLIPPreprocessing(rawValue: preprocessing ?? SigLIPPreprocessing.standard.rawValue) else {
      throw .unavailable(
        request: "preprocessing \(preprocessing ?? "")",
        available: SigLIPPreprocessing.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return mode
  }

  /// The precision for `model`.
  func numbers(for model: ModelSummary) throws(EncodingError) -> Precision {
    let available = model.kind.precisions
    guard let chosen = Precision(rawValue: precision), available.contains(chosen) else {
      throw .unavailable(request: "precision \(precision)", available: available.map(\.rawValue).joined(separator: ", "))
    }
    return chosen
  }

  private func possible(_ kind: ModelKind, _ grid: Int) -> ClosedRange<Int> {
    kind == .siglip ? min(PatchChoice.fewest, grid)...grid : grid...grid
  }
}
