/// A condition's kebab-case name, the same in packs, routes and records: `basal-cell-carcinoma`.
public struct ConditionIdentifier: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public let text: String

  /// `nil` unless `text` is 1 to 80 of a–z, 0–9 and single inner hyphens.
  public init?(_ text: String) {
    let allowed = text.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
    guard allowed, (1...80).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-"), !text.contains("--")
    else { return nil }
    self.text = text
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let valid = ConditionIdentifier(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a condition id is kebab-case: a-z, 0-9 and single hyphens"))
    }
    self = valid
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }
  public static func < (left: ConditionIdentifier, right: ConditionIdentifier) -> Bool { left.text < right.text }
}
