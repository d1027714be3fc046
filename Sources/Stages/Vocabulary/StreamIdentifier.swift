/// The name of a stream, as it stands in routes: `[a-z0-9-]{1,64}`.
public struct StreamIdentifier: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public let text: String

  /// `nil` unless `text` matches `[a-z0-9-]{1,64}`.
  public init?(_ text: String) {
    let allowed = text.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
    guard allowed, (1...64).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let valid = StreamIdentifier(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a stream id is 1 to 64 of a-z, 0-9 and -"))
    }
    self = valid
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }
  public static func < (left: StreamIdentifier, right: StreamIdentifier) -> Bool { left.text < right.text }
}
