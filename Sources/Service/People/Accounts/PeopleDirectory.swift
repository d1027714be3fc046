import Synchronization

/// Who may do what, as it was last read: asked with every request, so that it never waits.
///
/// - Threading: safe from any thread.
public final class PeopleDirectory: Sendable {
  private let standings = Mutex<[String: Standing]>([:])

  init() {}

  /// What somebody may do now.
  ///
  /// - Parameter name: a person's.
  /// - Returns: `nil` for somebody unknown, disabled, or without any role.
  public func standing(of name: String) -> Standing? { standings.withLock { $0[name] } }

  /// Whether somebody with a password could let others in: from then on nobody is let in for sitting at this machine.
  public var hasAdministrator: Bool {
    standings.withLock { $0.values.contains { $0.isAdministrator && $0.proof == .password } }
  }

  /// Whether anybody can sign in with a password.
  public var hasPasswords: Bool { standings.withLock { $0.values.contains { $0.proof == .password } } }

  func set(_ people: [Person], _ groups: [PeopleGroup]) {
    let known = Dictionary(groups.map { ($0.name, $0) }) { first, _ in first }
    let now = Dictionary(people.compactMap { person in Standing(of: person, groups: known).map { (person.name, $0) } }) {
      first, _ in first
    }
    standings.withLock { $0 = now }
  }
}
