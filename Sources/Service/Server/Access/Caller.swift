import Cryptography

/// Who a request comes from and how that is known.
struct Caller {
  enum Proof {
    case none
    /// `Authorization: Bearer`: no other page can have sent it.
    case token
    /// A cookie, which the browser adds by itself.
    case cookie(key: Digest, csrf: String)
    /// The person at this machine.
    case local
  }

  let principal: Principal?
  let proof: Proof

  static let anonymous = Caller(principal: nil, proof: .none)

  var sessionKey: Digest? {
    guard case .cookie(let key, _) = proof else { return nil }
    return key
  }

  var csrf: String? {
    guard case .cookie(_, let csrf) = proof else { return nil }
    return csrf
  }
}
