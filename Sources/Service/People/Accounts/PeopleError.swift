public import Sodium

/// Why nothing was done with people. No case carries a password.
public enum PeopleError: Error, Sendable, Hashable {
  /// There is none of that name.
  case unknownPerson(String)
  case unknownGroup(String)
  /// The name is taken: by a person, a group or a token.
  case exists(String)
  /// Something is not as it must be: a JSON pointer, and what is allowed there.
  case invalid(pointer: String, allowed: String)
  /// Nobody would be left who can let others in.
  case lastAdministrator
  /// The person is another service's, which keeps the password.
  case notOurs(String)
  /// So many passwords wait to be checked that another would wait too long.
  case busy
  case hashing(PasswordHashError)
  /// The file of people cannot be used: what happened, and where.
  case store(path: String, what: String)
  /// A later version of this program wrote the file.
  case newerSchema(path: String)
}

extension PeopleError: CustomStringConvertible {
  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .unknownPerson(let name): "there is nobody called \(name)"
    case .unknownGroup(let name): "there is no group \(name)"
    case .exists(let name): "the name \(name) is taken; choose another"
    case .invalid(let pointer, let allowed): "\(pointer.dropFirst()): allowed is \(allowed)"
    case .lastAdministrator: "this is the last administrator with a password: make another first, or nobody could let anybody in"
    case .notOurs(let name): "\(name) signs in with another service, which keeps the password"
    case .busy: "too many passwords are being checked; try again in a second"
    case .hashing(let failure): "\(failure)"
    case .store(let path, let what): "\(path) cannot be used: \(what)"
    case .newerSchema(let path): "\(path) was written by a newer version: use that one"
    }
  }
}
