import Cryptography
import Vocabulary

/// What an identity token must be to be believed. A value that is told the time.
///
/// - Source: OpenID Connect Core 1.0, section 3.1.3.7.
struct IdentityTokenRules {
  /// How far the two clocks may be apart, and how old a fresh token may be: both our own choice.
  static let leewaySeconds = 60.0
  static let oldestSeconds = 600.0

  let issuer: String
  let clientID: String
  let nonce: String

  /// The claims of a token that is believed.
  ///
  /// - Parameters:
  ///   - text: as the provider gave it.
  ///   - keys: the provider's.
  ///   - accessToken: what came beside it, if anything did.
  ///   - now: by the wall clock.
  func claims(
    of text: String, keys: JSONWebKeySet, accessToken: String?, now: Moment
  ) throws(IdentityTokenFault) -> [String: JSONValue] {
    let token = try JSONWebToken(text)
    try checkSignature(token, keys)
    guard token.claims["iss"]?.text == issuer else { throw .issuer }
    try checkAudience(token.claims)
    try checkTime(token.claims, seconds: Double(now.wallMilliseconds) / 1_000)
    guard let found = token.claims["nonce"]?.text, ConstantTime.areEqual(Array(found.utf8), Array(nonce.utf8)) else {
      throw .nonce
    }
    try checkAccessToken(token.claims, accessToken)
    guard let subject = token.claims["sub"]?.text, (1...255).contains(subject.utf8.count) else { throw .subject }
    return token.claims
  }

  /// The method is fixed by the kind of key; "none" and shared keys are no methods here.
  private func checkSignature(_ token: JSONWebToken, _ keys: JSONWebKeySet) throws(IdentityTokenFault) {
    let kind: VerifyingKey.Kind
    switch token.algorithm {
    case "RS256": kind = .rsa
    case "ES256": kind = .p256
    default: throw .algorithm
    }
    let candidates = keys.candidates(kind, keyID: token.keyID)
    guard !candidates.isEmpty else { throw .key }
    guard candidates.contains(where: { $0.verifies(token.signature, of: token.signed) }) else { throw .signature }
  }

  private func checkAudience(_ claims: [String: JSONValue]) throws(IdentityTokenFault) {
    let audience: [String]
    switch claims["aud"] {
    case .string(let one)?: audience = [one]
    case .array(let several)?: audience = several.compactMap(\.text)
    default: throw .audience
    }
    guard audience.contains(clientID) else { throw .audience }
    let party = claims["azp"]?.text
    guard audience.count == 1 || party != nil, party == nil || party == clientID else { throw .audience }
  }

  private func checkTime(_ claims: [String: JSONValue], seconds now: Double) throws(IdentityTokenFault) {
    guard let end = claims["exp"]?.double, let start = claims["iat"]?.double else { throw .date }
    guard now < end + Self.leewaySeconds else { throw .expired }
    let notBefore = claims["nbf"]?.double ?? start
    guard start <= now + Self.leewaySeconds, notBefore <= now + Self.leewaySeconds, now - start <= Self.oldestSeconds else {
      throw .date
    }
  }

  /// - Source: OpenID Connect Core 1.0, section 3.1.3.6: the left half of the access token's hash.
  private func checkAccessToken(_ claims: [String: JSONValue], _ accessToken: String?) throws(IdentityTokenFault) {
    guard let expected = claims["at_hash"]?.text, let accessToken else { return }
    let half = Base64URL.text(of: Array(SHA256.digest(of: accessToken).bytes.prefix(16)))
    guard expected == half else { throw .accessToken }
  }
}
