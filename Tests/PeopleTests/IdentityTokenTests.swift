import Testing
import Vocabulary

@testable import People

/// Tokens that a second implementation made: `Tools/golden/tokens.py`.
struct IdentityTokenTests {
  private let fixture: JSONValue
  private let rules: IdentityTokenRules
  private let keys: JSONWebKeySet
  private let now: Moment

  init() throws {
    let fixture = try Fixtures.tokens()
    func text(_ name: String) -> String { fixture[name]?.text ?? "" }
    self.fixture = fixture
    rules = IdentityTokenRules(issuer: text("issuer"), clientID: text("client"), nonce: text("nonce"))
    keys = try JSONWebKeySet(try #require(fixture["keys"]))
    now = Moment(monotonic: .zero, wallMilliseconds: Int64(try #require(fixture["now"]?.double)) * 1_000)
  }

  private func claims(_ token: String) throws(IdentityTokenFault) -> [String: JSONValue] {
    try rules.claims(of: token, keys: keys, accessToken: "access-1", now: now)
  }

  @Test func `tokens of the provider are believed`() throws {
    guard case .object(let tokens)? = fixture["believed"] else { throw IdentityTokenFault.form }
    #expect(tokens.count == 6)
    for (name, token) in tokens {
      let claims = try claims(token.text ?? "")
      #expect(claims["sub"] == .string("u-1") && claims["groups"] == ["doctors"], "\(name)")
    }
  }

  @Test func `forged, expired, foreign and misdirected tokens are not, each for its own reason`() throws {
    guard case .object(let kinds)? = fixture["refused"] else { throw IdentityTokenFault.form }
    var count = 0
    for (kind, tokens) in kinds {
      guard case .object(let tokens) = tokens else { continue }
      let fault = try #require(IdentityTokenFault(rawValue: kind))
      for (name, token) in tokens {
        count += 1
        #expect(throws: fault, "\(kind): \(name)") { try claims(token.text ?? "") }
      }
    }
    #expect(count >= 44)
    #expect(Set(kinds.keys) == Set(IdentityTokenFault.allCases.map(\.rawValue)))
  }

  @Test func `a token grows old while the clock goes on`() throws {
    let token = try #require(fixture["believed"]?["RS256"]?.text)
    let late = now.advanced(by: .seconds(361))
    #expect(throws: IdentityTokenFault.expired) { try rules.claims(of: token, keys: keys, accessToken: nil, now: late) }
    let before = now.advanced(by: .seconds(-61))
    #expect(throws: IdentityTokenFault.date) { try rules.claims(of: token, keys: keys, accessToken: nil, now: before) }
  }

  @Test func `another client, issuer or sign-in believes none of it`() throws {
    let token = try #require(fixture["believed"]?["RS256"]?.text)
    func refused(_ rules: IdentityTokenRules, _ fault: IdentityTokenFault) {
      #expect(throws: fault) { try rules.claims(of: token, keys: keys, accessToken: nil, now: now) }
    }
    refused(IdentityTokenRules(issuer: rules.issuer, clientID: "other", nonce: rules.nonce), .audience)
    refused(IdentityTokenRules(issuer: "https://other.example", clientID: rules.clientID, nonce: rules.nonce), .issuer)
    refused(IdentityTokenRules(issuer: rules.issuer, clientID: rules.clientID, nonce: "other"), .nonce)
  }

  @Test func `keys that are too short, off their curve or for another use are none`() throws {
    #expect(keys.entries.count == 2)
    for name in ["weak_keys", "off_curve"] {
      let value = try #require(fixture[name])
      #expect(throws: ProviderError.self, "\(name)") { try JSONWebKeySet(value) }
    }
    #expect(throws: ProviderError.self) { try JSONWebKeySet(["keys": []]) }
    #expect(throws: ProviderError.self) { try JSONWebKeySet(["key": "x"]) }
  }
}
