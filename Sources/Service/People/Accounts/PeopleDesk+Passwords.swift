public import Cryptography
import Sodium
import Vocabulary

extension PeopleDesk {
  /// Whose name and password these are. Takes as long for a name that nobody has.
  ///
  /// - Parameters:
  ///   - name: as it was typed.
  ///   - password: as it was typed.
  /// - Returns: `nil` for a wrong name, a wrong password, and for somebody who is disabled or may do nothing: whoever asks learns no more.
  /// - Throws: ``PeopleError`` where it could not be found out.
  public func signIn(_ name: String, _ password: Secret) async throws(PeopleError) -> Person? {
    let known = PersonName.normalised(name)
    let hash = try perform { try known.flatMap { try store.hash(of: $0) } }
    guard password.byteCount <= PasswordRules.mostBytes else { return nil }
    let (isRight, renewed) = try await hasher.check(password, against: hash)
    guard isRight, let known else { return nil }
    return try perform {
      // Hashing took a while: what was right then must be right still.
      guard try store.hash(of: known) == hash, directory.standing(of: known) != nil else { return nil }
      if let renewed { try store.setHash(renewed, of: known, at: nil) }
      try store.noteSignIn(known, at: time.now().rfc3339)
      return try store.person(known)
    }
  }

  /// Sets somebody's password; their sessions end.
  ///
  /// - Parameters:
  ///   - password: as ``PasswordRules`` want it.
  ///   - name: whose.
  ///   - pointer: where a complaint about it points.
  /// - Returns: the person.
  /// - Throws: ``PeopleError``.
  public func setPassword(_ password: Secret, of name: String, at pointer: String = "/password") async throws(PeopleError)
    -> Person
  {
    let person = try perform { try existing(name) }
    guard person.proof != .provider else { throw .notOurs(person.name) }
    try checkPassword(password, of: person.name, at: pointer)
    let hash = try await hasher.hash(password)
    return try change { () throws in
      let person = try existing(name)
      try store.setHash(hash, of: person.name, at: time.now().rfc3339)
      try store.endSessions(of: [person.name])
      return try existing(name)
    }
  }
}
