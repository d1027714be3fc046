/// What somebody did with something.
public enum AuditAction: String, Sendable, Hashable, Codable, CaseIterable {
  case read
  case create
  case update
  case delete
  case execute
  case signIn = "sign-in"
  case signOut = "sign-out"
}
