import Cryptography
import Vocabulary

extension PeopleDesk {
  /// Lets in whom a provider vouches for; at the first time they get a name here, under which they can be kept out.
  ///
  /// - Parameters:
  ///   - identity: whom its token names.
  ///   - grants: what its claims give.
  /// - Returns: `nil` for somebody who is disabled here, or to whom nothing was given.
  /// - Throws: ``PeopleError``.
  public func admit(_ identity: ProvidedIdentity, grants: [Grant]) throws(PeopleError) -> Person? {
    guard !grants.isEmpty else { return nil }
    return try change { () throws in
      let name = try store.name(issuer: identity.issuer, subject: identity.subject) ?? enrol(identity)
      let before = try existing(name)
      guard !before.isDisabled else { return nil }
      try store.setProvided(grants, display: display(of: identity), of: name)
      // What an earlier token gave must not outlive it.
      if before.provided != grants { try store.endSessions(of: [name]) }
      try store.noteSignIn(name, at: time.now().rfc3339)
      return try existing(name)
    }
  }

  private func enrol(_ identity: ProvidedIdentity) throws -> String {
    let (issuer, subject) = (identity.issuer, identity.subject)
    let wanted = identity.preferredName.flatMap(PersonName.normalised)
    var name = wanted ?? ""
    // A provider's "anna" is not this server's.
    if wanted == nil || (try? requireFree(name)) == nil {
      name = "p-" + SHA256.digest(of: "\(issuer)\n\(subject)").hexadecimal.prefix(16)
    }
    try requireFree(name)
    try store.insert(
      name, display: display(of: identity), role: nil, hash: nil, provider: (issuer, subject), at: time.now().rfc3339)
    return name
  }

  private func display(of identity: ProvidedIdentity) -> String {
    let name = identity.display ?? ""
    return (try? checkDisplay(name)) == nil ? "" : name
  }
}
