/// One alert. Opaque and unguessable: 128 random bits in hexadecimal.
public struct AlertIdentifier: Hashable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  /// A fresh one from the system's random source.
  public init() { text = RandomIdentifier.hexadecimal128() }

  /// `nil` unless `text` is 32 lower-case hexadecimal digits.
  public init?(_ text: String) {
    guard RandomIdentifier.isHexadecimal128(text) else { return nil }
    self.text = text
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let valid = AlertIdentifier(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not 32 hexadecimal digits"))
    }
    self = valid
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }
}
