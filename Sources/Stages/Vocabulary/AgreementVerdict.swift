/// Whether quick answers can be relied on for a condition, by the full grids of the same frames.
public enum AgreementVerdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// They alert on nearly the same frames.
  case good
  /// They do not: what the quick answer says of this condition is marked.
  case poor
}
