public import Cryptography
import Foundation
public import Vocabulary

/// A short-lived token that lets its bearer publish one stream and says what the session allows.
///
/// A JSON Web Token with HS256 and nothing else: the algorithm stands in our code, not in the token, so that `none` and others are
/// refused before anything is read.
/// - Source: RFC 7519; RFC 7515 sections 3 and 5.2 (compact form); RFC 8725 sections 3.1 and 3.9 (algorithm and audience).
public struct PublishToken: Sendable, Hashable {
  /// Whom tokens are for: one of another purpose under the same key does not pass.
  public static let audience = "skino-publish"
  /// The longest that a token may be asked for.
  public static let longest = 1...1_440
  private static let header = #"{"alg":"HS256","typ":"JWT"}"#
  /// Longer texts are no token of ours and are not looked at.
  private static let largest = 2_048
  /// How far another machine's clock may be ahead of ours.
  private static let skewInSeconds: Int64 = 60

  /// Names this token in records: the same for each publication with it.
  public let id: String
  /// What it says.
  public let claims: SessionClaims
  /// Seconds since 1970.
  public let issuedAt: Int64
  /// Seconds since 1970; from then on it begins nothing.
  public let expiresAt: Int64

  /// - Parameters:
  ///   - claims: what it says; a stream must be among it.
  ///   - minutes: how long it holds, of ``longest``.
  ///   - now: when it is made.
  public init(claims: SessionClaims, minutes: Int, at now: Moment) {
    precondition(Self.longest.contains(minutes) && claims.stream != nil, "a token names a stream and ends within a day")
    id = RandomIdentifier.hexadecimal128()
    self.claims = claims
    issuedAt = now.wallMilliseconds / 1000
    expiresAt = issuedAt + Int64(minutes) * 60
  }

  /// The token as a client sends it.
  ///
  /// - Parameter key: of ``PublishKey``.
  /// - Returns: three parts with dots between them.
  /// - Throws: what libcrypto's HMAC throws.
  public func signed(with key: Secret) throws(CryptographyError) -> String {
    var payload: [String: JSONValue] = [
      "iss": "mediaskinoscope", "aud": .string(Self.audience), "jti": .string(id), "iat": .integer(issuedAt),
      "exp": .integer(expiresAt), "stream": claims.stream.map { .string($0.text) } ?? .null,
    ]
    if let subject = claims.subject { payload["sub"] = .string(subject.text) }
    if let consent = claims.consent { payload["consent"] = try? JSONValue(record: consent) }
    let signing = Base64URL.text(Array(Self.header.utf8)) + "." + Base64URL.text(JSONValue.object(payload).encoded)
    return signing + "." + Base64URL.text(try MessageAuthentication.sha256(Array(signing.utf8), key: key))
  }

  /// Whether a text looks like one: only then the key is worth reading.
  ///
  /// - Parameter text: what a client sent.
  /// - Returns: true for three parts that are not too long.
  public static func isLikely(_ text: String) -> Bool {
    text.utf8.count <= largest && text.utf8.count { $0 == UInt8(ascii: ".") } == 2
  }

  /// Checks and reads a token: the signature before anything that it says.
  ///
  /// - Parameters:
  ///   - text: what a client sent.
  ///   - key: of ``PublishKey``.
  ///   - now: by our clock.
  /// - Throws: ``PublishTokenError/notOurs`` or ``PublishTokenError/expired``.
  public init(verifying text: String, key: Secret, at now: Moment) throws(PublishTokenError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard Self.isLikely(text), parts.count == 3, let code = Base64URL.bytes(parts[2]),
      (try? MessageAuthentication.isValid(code, of: Array("\(parts[0]).\(parts[1])".utf8), key: key)) == true,
      let header = Base64URL.bytes(parts[0]).flatMap({ try? JSONValue(parsing: $0) }), header["alg"]?.text == "HS256",
      header["crit"] == nil, let payload = Base64URL.bytes(parts[1]).flatMap({ try? JSONValue(parsing: $0) })
    else { throw .notOurs }
    try self.init(payload, at: now.wallMilliseconds / 1000)
  }

  private init(_ payload: JSONValue, at now: Int64) throws(PublishTokenError) {
    guard payload["aud"]?.text == Self.audience, let id = payload["jti"]?.text, RandomIdentifier.isHexadecimal128(id),
      case .integer(let issued)? = payload["iat"], case .integer(let expires)? = payload["exp"],
      let stream = payload["stream"]?.text.flatMap({ StreamIdentifier($0) }), issued <= now + Self.skewInSeconds,
      expires - issued <= Int64(Self.longest.upperBound) * 60
    else { throw .notOurs }
    var claims = SessionClaims(stream: stream)
    if let text = payload["sub"]?.text {
      guard let subject = SubjectPseudonym(text) else { throw .notOurs }
      claims.subject = subject
    }
    if let value = payload["consent"] {
      guard let consent = try? value.record(Consent.self), consent.retainDays.map(Consent.retentionDays.contains) ?? true else {
        throw .notOurs
      }
      claims.consent = consent
    }
    guard now < expires else { throw .expired }
    self.id = id
    self.claims = claims
    issuedAt = issued
    expiresAt = expires
  }
}
