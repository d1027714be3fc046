/// Why a signed publish token does not hold, or cannot be made.
public enum PublishTokenError: Error, Sendable, Hashable {
  /// It was not signed with this server's key, or is no such token at all.
  case notOurs
  /// It was, but its time is over.
  case expired
  /// The key's file cannot be used.
  case key(path: String)
}

extension PublishTokenError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notOurs: "the token was not signed by this server"
    case .expired: "the token's time is over: make a new one with mediaskinoscope token"
    case .key(let path):
      "\(path): the key of publish tokens cannot be used; check that the folder can be written and the file is 0600"
    }
  }
}
