public import Soup

/// Why a provider's word did not let anybody in. No case quotes codes, tokens or names.
public enum ProviderError: Error, Sendable, Hashable {
  /// The browser came back with no sign-in that this server began for it within the time.
  case unknownFlow
  /// The provider says that the person may not, or would not.
  case refused
  /// It did not answer, or with this status.
  case noAnswer(ClientFailure)
  case status(Int)
  /// An answer that is not what the protocol asks for: what is wrong with it.
  case unreadable(what: String)
  /// An address that it names is no https URL, or lies in a network that `allow: networks` does not have.
  case address(what: String)
  case token(IdentityTokenFault)
  /// Something in the configuration cannot be used.
  case settings(what: String)

  /// One word for the sign-in page.
  public var word: String {
    switch self {
    case .unknownFlow: "stale"
    case .refused: "refused"
    case .noAnswer, .status: "unreachable"
    case .unreadable, .address, .token, .settings: "unusable"
    }
  }
}

extension ProviderError: CustomStringConvertible {
  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .unknownFlow: "no sign-in was begun in this browser within ten minutes"
    case .refused: "the provider refused"
    case .noAnswer(let failure):
      "the provider did not answer (\(failure)); check that it runs and that its certificate is trusted"
    case .status(let status):
      "the provider answered with status \(status); check client_id and secret_file under sign_in: provider:"
    case .unreadable(let what): "the provider's answer cannot be used: \(what)"
    case .address(let what): "the provider's \(what) must be an https address in a public network or in one of allow: networks:"
    case .token(let fault): "the provider's identity token is not believed: \(fault.rawValue)"
    case .settings(let what): "sign_in: provider: \(what)"
    }
  }
}
