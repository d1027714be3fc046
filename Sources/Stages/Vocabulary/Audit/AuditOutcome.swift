/// What came of it.
public enum AuditOutcome: String, Sendable, Hashable, Codable, CaseIterable {
  case success
  /// They may not, or were not believed.
  case refused
  /// It did not happen for another reason.
  case failed
}
