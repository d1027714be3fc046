public import Vocabulary

/// The encoder that this server offers to other programs.
public struct EmbeddingService: Sendable, Hashable {
  /// What its models are called after: letters, digits, `.`, `_` and `-`.
  public let name: String
  public let encoder: EncoderDescription
  /// Added to scaled cosines; `nil` where the encoder has learned none.
  public let logitBias: Float?
  /// Patch tokens of a picture; `nil` where the encoder cannot say.
  public let tokens: Int?

  /// - Parameters:
  ///   - name: of the loaded model; what cannot stand in an address becomes `-`.
  ///   - encoder: what it is.
  ///   - logitBias: added to scaled cosines, where there is one.
  ///   - tokens: patch tokens of a picture, where known.
  public init(name: String, encoder: EncoderDescription, logitBias: Float?, tokens: Int?) {
    let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" }
    self.name = plain.isEmpty ? "model" : String(plain)
    self.encoder = encoder
    self.logitBias = logitBias
    self.tokens = tokens
  }
}
