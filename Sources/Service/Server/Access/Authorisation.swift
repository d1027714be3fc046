import Configuration
import People

/// The one place that says who may do what, for HTTP, events, sockets, media and files alike.
enum Authorisation {
  /// What a role may do besides what is open to everyone.
  static func permissions(of role: Role) -> Set<Permission> {
    switch role {
    case .administrator: Set(Permission.allCases).subtracting([.signature])
    case .clinician:
      [
        .open, .signedIn, .read, .publish, .analyse, .respond, .setThresholds, .signKnowledge, .correctKnowledge, .export, .teach,
        .diagnose, .operateOverlay, .readSessions, .editSessions, .judge,
      ]
    case .reviewer: [.open, .signedIn, .read, .analyse, .respond, .export, .readSessions, .judge]
    case .publisher: [.open, .signedIn, .publish, .operateOverlay]
    case .viewer: [.open, .signedIn, .read]
    }
  }

  static func allows(_ principal: Principal?, _ permission: Permission) -> Bool {
    // A signature is nobody's role: whoever else signed in besides has nothing to do with it.
    guard permission != .signature else { return true }
    guard let principal else { return permission == .open }
    return principal.grants.contains { permissions(of: $0.role).contains(permission) }
  }

  /// - Throws: 401 for someone unknown, 403 for someone known who may not.
  static func authorise(_ principal: Principal?, _ permission: Permission) throws(Problem) {
    guard !allows(principal, permission) else { return }
    guard let principal else { throw .signInNeeded }
    throw .forbidden(role: principal.role)
  }
}
