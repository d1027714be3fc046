/// Why a trickle fragment cannot be used.
public enum FragmentFault: Error, Sendable, Hashable {
  case syntax(SessionDescriptionFault)
  case repeated(attribute: String)
  case malformed(attribute: String)
  /// Only one of ufrag and password is there.
  case halfCredentials
  case unknownMid(String)
  case tooManyCandidates(atMost: Int)
  /// Candidates for other credentials than the session's; a restart needs `If-Match: *`.
  case foreignCredentials
  /// `If-Match: *` without new credentials.
  case nothingToRestart

  var isSyntax: Bool {
    switch self {
    case .syntax, .repeated, .malformed, .halfCredentials: true
    case .unknownMid, .tooManyCandidates, .foreignCredentials, .nothingToRestart: false
    }
  }
}
