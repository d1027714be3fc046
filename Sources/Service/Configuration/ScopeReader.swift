import YAML

/// Reads `scopes:` of a token; a scope that the token's role cannot use is a mistake, not silence.
struct ScopeReader {
  let role: Role

  func read(_ node: YAMLNode?) throws(YAMLFailure) -> Set<Scope> {
    guard let node else { return [] }
    var scopes: Set<Scope> = []
    for item in try node.sequence() {
      let scope = try item.choice(of: Scope.self)
      guard scope.roles.contains(role) else {
        let roles = Role.allCases.filter(scope.roles.contains).map(\.rawValue).joined(separator: ", ")
        throw item.failure(allowed: "\(scope.rawValue) with the roles \(roles) only")
      }
      scopes.insert(scope)
    }
    return scopes
  }
}
