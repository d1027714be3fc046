import Configuration
import Cryptography
import Vocabulary

extension Principal {
  /// The bearer of a signed token. Tokens that say the same have one name, so that a new one may go on where the last one ended; for
  /// another person, or with another consent, it is somebody else.
  init(_ token: PublishToken) {
    let claims = token.claims
    let consent = claims.consent.map { "\($0.record) \($0.snapshots) \($0.speak) \($0.handOff) \($0.retainDays ?? -1)" } ?? ""
    let digest = SHA256.digest(of: "\(claims.subject?.text ?? "")\n\(consent)").hexadecimal.prefix(8)
    self.init(
      name: (claims.stream.map { Self.signedPrefix(of: $0) } ?? "token:") + digest, role: .publisher, isLocal: false,
      claims: claims)
  }
}
