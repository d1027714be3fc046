/// The service's own name of a call: opaque, no secret.
public struct CallIdentifier: Sendable, Hashable, CustomStringConvertible {
  public let text: String

  /// - Parameter text: 1 to 128 of letters, digits, `-` and `_`; anything else gives `nil`.
  public init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
    }
    guard isPlain, (1...128).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  public var description: String { text }
}
