public import Configuration
public import Cryptography

/// Somebody who is to be let in.
public struct NewPerson: Sendable {
  public let name: String
  public let display: String
  public let role: Role?
  public let groups: [String]
  public let password: Secret?

  /// - Parameters:
  ///   - name: is normalised as ``PersonName`` says.
  ///   - display: as people call them, up to 100 characters.
  ///   - role: on all streams; `nil` where groups say it.
  ///   - groups: names of groups that exist.
  ///   - password: as ``PasswordRules`` want it; `nil` = it is set later.
  public init(name: String, display: String = "", role: Role?, groups: [String] = [], password: Secret?) {
    self.name = name
    self.display = display
    self.role = role
    self.groups = groups
    self.password = password
  }
}
