public import Configuration

/// Somebody who may sign in with a name of their own.
public struct Person: Sendable, Hashable, Codable {
  /// How somebody proves who they are.
  public enum Proof: String, Sendable, Hashable, Codable {
    /// By a password that this server knows.
    case password
    /// By another service.
    case provider
    /// Not at all yet: no password has been set.
    case none
  }

  /// By which they sign in, and under which everything they do is logged.
  public let name: String
  /// As people call them; may be empty.
  public var display: String
  /// On all streams; `nil` = their groups say it.
  public var role: Role?
  /// Names of groups, in order.
  public var groups: [String]
  public var isDisabled: Bool
  public let proof: Proof
  /// What the provider's claims gave at the last sign-in; empty for others.
  public let provided: [Grant]
  /// RFC 3339.
  public let createdAt: String
  public let passwordChangedAt: String?
  public let signedInAt: String?
  /// Grows with each change that ends the person's sessions.
  public let revision: Int64

  enum CodingKeys: String, CodingKey {
    case name, display, role, groups, proof, provided, revision
    case isDisabled = "disabled"
    case createdAt = "created_at"
    case passwordChangedAt = "password_changed_at"
    case signedInAt = "signed_in_at"
  }
}
