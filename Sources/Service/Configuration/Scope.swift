/// What a token may do beyond its role; nothing of it is given by a role alone.
public enum Scope: String, Sendable, Hashable, Codable, CaseIterable {
  /// Acknowledging, silencing and judging alerts through the Model Context Protocol.
  case mcpWrite = "mcp-write"

  /// Roles to which it may be given.
  public var roles: Set<Role> {
    switch self {
    case .mcpWrite: [.administrator, .clinician, .reviewer]
    }
  }
}
