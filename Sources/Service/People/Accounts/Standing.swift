import Configuration

/// What somebody may do now.
public struct Standing: Sendable, Hashable {
  public let grants: [Grant]
  /// Sessions of an earlier one are over.
  public let revision: Int64
  public let proof: Person.Proof

  /// A person's, from their own role, their groups and what their provider says of them.
  ///
  /// - Parameters:
  ///   - person: who.
  ///   - groups: all groups by name.
  /// - Returns: `nil` for somebody who is disabled or may do nothing.
  public init?(of person: Person, groups: [String: PeopleGroup]) {
    guard !person.isDisabled else { return nil }
    let own = person.role.map { [Grant(role: $0, streams: nil)] } ?? []
    let grants = own + person.groups.compactMap { groups[$0]?.grant } + person.provided
    guard !grants.isEmpty else { return nil }
    self.grants = grants
    revision = person.revision
    proof = person.proof
  }

  /// Whether it is an administrator's.
  public var isAdministrator: Bool { grants.contains { $0.role == .administrator } }
}
