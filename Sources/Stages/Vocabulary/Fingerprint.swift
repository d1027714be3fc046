/// What a thing is, as a SHA-256 in lower-case hexadecimal: weights, preprocessing, tokenizer, precision and view rule of an
/// encoder, or the bytes of a pack.
public struct Fingerprint: Hashable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }
}
