import People

extension Problem {
  init(_ failure: PeopleError) {
    switch failure {
    case .unknownPerson(let name):
      self.init(404, "unknown-person", "Unknown person", "There is nobody called \(name.prefix(64)).")
    case .unknownGroup(let name): self.init(404, "unknown-group", "Unknown group", "There is no group \(name.prefix(64)).")
    case .exists(let name):
      self.init(409, "name-taken", "Name taken", "The name \(name) is taken. Choose another.", pointer: "/name")
    case .invalid(let pointer, let allowed): self = .invalid(pointer, allowed: allowed)
    case .lastAdministrator:
      self.init(
        409, "last-administrator", "Last administrator",
        "This is the last administrator with a password. Make another first, or nobody could let anybody in.")
    case .notOurs(let name):
      self.init(
        409, "not-ours", "Another service keeps it", "\(name) signs in with another service, which keeps the password.",
        pointer: "/password")
    case .busy: self = .overloaded(afterSeconds: 1)
    case .hashing:
      self.init(503, "no-memory", "Out of memory", "There is no memory to check a password just now. Free some, then try again.")
    case .store, .newerSchema:
      self.init(
        503, "people-unavailable", "People cannot be read",
        "The file of people in the data folder cannot be used. The server's log and `mediaskinoscope people list` say more.")
    }
  }

  init(_ failure: ProviderError) {
    let status =
      switch failure {
      case .unknownFlow, .refused: 401
      case .noAnswer, .status: 502
      case .unreadable, .address, .token, .settings: 502
      }
    self.init(status, "provider-\(failure.word)", "Not signed in", "Signing in elsewhere failed: \(failure).")
  }
}
