/// What a session calls the person in front of the camera: a study number, never a name.
public struct SubjectPseudonym: Hashable, Sendable, CustomStringConvertible {
  /// What is allowed, for messages.
  public static let allowed = "a pseudonym of 1 to 64 of a-z, A-Z, 0-9, dot, underscore and hyphen; no name of a person"

  public let text: String

  /// - Parameter text: `nil` comes of anything but ``allowed``.
  public init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 95].contains($0)
    }
    guard isPlain, (1...64).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  public var description: String { text }
}
