/// How sure a reader is.
public enum ReviewCertainty: String, Sendable, Hashable, Codable, CaseIterable {
  case high, medium, low
}
