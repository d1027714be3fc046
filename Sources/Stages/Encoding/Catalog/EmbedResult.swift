/// One line of `embed`.
public struct EmbedResult: Sendable, Hashable, Encodable {
  /// The file's path, or the text.
  public let input: String
  /// L2 norm 1.
  public let vector: [Float]
  public let model: String
  public let precision: String
  /// `nil` for a text.
  public let preprocessing: String?
  /// Patch tokens; `nil` for a text.
  public let tokens: Int?
  /// Preprocessing or tokenizing, and inference.
  public let milliseconds: Double

  private enum CodingKeys: String, CodingKey {
    case input, vector, model, precision, preprocessing, tokens, milliseconds
  }

  /// Every field is written, `null` where it does not apply.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(input, forKey: .input)
    try container.encode(vector, forKey: .vector)
    try container.encode(model, forKey: .model)
    try container.encode(precision, forKey: .precision)
    try container.encode(preprocessing, forKey: .preprocessing)
    try container.encode(tokens, forKey: .tokens)
    try container.encode(milliseconds, forKey: .milliseconds)
  }
}
