public import Soup

/// Why the server does not start.
public enum ServerError: Error, Sendable {
  /// A token's file cannot be read, or what it holds is too short or too long.
  case secret(token: String, path: String, SecretFault)
  /// Two tokens have the same secret.
  case sameSecret(String, String)
  case listener(SoupError)
  /// The folder of the dashboard cannot be read.
  case web(path: String)
  /// Making or keeping the local certificate failed.
  case localCertificate(what: String)

  /// What is wrong with a token's secret.
  public enum SecretFault: Sendable, Hashable {
    case unreadable(code: Int32)
    /// Fewer than 16 bytes.
    case short
    /// More than 4096 bytes.
    case long
  }
}

extension ServerError: CustomStringConvertible {
  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .secret(let token, let path, let fault): "token \(token): \(path): \(fault)"
    case .sameSecret(let first, let second): "tokens \(first) and \(second) have the same secret; give each its own"
    case .listener(.listen(let address, let port, _)):
      "cannot listen on \(address):\(port): another program may hold the port, or it needs more rights; choose another with --listen"
    case .listener(.address(let text)): "\(text) is no numeric address; use for example 127.0.0.1"
    case .listener(.certificate(let path, _)): "\(path): no usable PEM certificate with its key; check both files"
    case .listener(.system(let call, let code)): "\(call) failed (errno \(code))"
    case .web(let path): "\(path): the dashboard's files are not there; reinstall, or run from the repository"
    case .localCertificate(let what): "the server's own certificate: \(what)"
    }
  }
}

extension ServerError.SecretFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let code): "cannot be read (errno \(code))"
    case .short: "the secret must be at least 16 bytes; make one with: openssl rand -hex 16"
    case .long: "the secret must be at most 4096 bytes"
    }
  }
}
