/// What a token's bearer may do; the server's authorisation says what follows from it.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
  case administrator, clinician, reviewer, publisher, viewer

  /// The role of which most is said where somebody has several: the first in the order above.
  ///
  /// - Parameter roles: what somebody has.
  /// - Returns: `nil` for none.
  public static func strongest(of roles: some Sequence<Role>) -> Role? { allCases.first(where: Set(roles).contains) }
}
