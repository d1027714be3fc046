/// What a token's bearer may do; the server's authorisation says what follows from it.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
  case administrator, clinician, reviewer, publisher, viewer
}
