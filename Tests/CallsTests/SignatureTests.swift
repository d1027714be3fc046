import Cryptography
import Testing
import Vocabulary

@testable import Calls

@Suite struct `A message's signature` {
  private static let now = Moment(monotonic: .seconds(1_000), wallMilliseconds: 1_764_000_000_000)
  private static let secret = Secret(text: "sixteen bytes or more")
  private static let body = Array(#"{"message":{"type":"hang"}}"#.utf8)

  private func rules(_ change: (inout SignatureRules) -> Void = { _ in }) -> SignatureRules {
    var rules = SignatureRules(secret: Self.secret)
    change(&rules)
    return rules
  }

  /// Signs the way the service's published shape says, by hand.
  private func signed(
    _ rules: SignatureRules, body: [UInt8] = Self.body, at milliseconds: Int64 = now.wallMilliseconds, payload: String? = nil
  ) throws -> SignedMessage {
    let time = "\(milliseconds / 1000)"
    let text = payload ?? "\(time).\(String(decoding: body, as: UTF8.self))"
    let bytes = Array(text.utf8)
    let code =
      switch rules.form.algorithm {
      case .sha256: try MessageAuthentication.sha256(bytes, key: rules.secret)
      case .sha512: try MessageAuthentication.sha512(bytes, key: rules.secret)
      case .sha1: try MessageAuthentication.sha1(bytes, key: rules.secret)
      }
    return SignedMessage(
      method: "POST", path: "/api/v1/vapi/messages",
      headers: ["x-signature": rules.form.prefix + Hexadecimal.text(of: code), "x-timestamp": time], body: body)
  }

  @Test(arguments: SignatureForm.Algorithm.allCases)
  func `is believed in every algorithm that the service offers`(algorithm: SignatureForm.Algorithm) throws {
    let rules = rules { $0.form.algorithm = algorithm }
    _ = try SignatureVerifier(rules).verify(try signed(rules), at: Self.now)
  }

  @Test func `fits the published example of Standard Webhooks`() throws {
    var rules = SignatureRules(secret: Secret(text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    (rules.form.signatureHeader, rules.form.timestampHeader, rules.form.identifierHeader) = (
      "webhook-signature", "webhook-timestamp", "webhook-id"
    )
    (rules.form.prefix, rules.form.encoding, rules.form.payload) = ("v1,", .base64, "{svix-id}.{timestamp}.{body}")
    let headers = [
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
      "webhook-signature": "v1a,AAAA v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ]
    let message = SignedMessage(method: "POST", path: "/", headers: headers, body: Array(#"{"test": 2432232314}"#.utf8))
    let then = Moment(monotonic: .zero, wallMilliseconds: 1_614_265_330_000)
    _ = try SignatureVerifier(rules).verify(message, at: then)
    #expect(throws: SignatureFault.stale) { try SignatureVerifier(rules).verify(message, at: then.advanced(by: .seconds(301))) }
    #expect(throws: SignatureFault.stale) { try SignatureVerifier(rules).verify(message, at: then.advanced(by: .seconds(-301))) }
  }

  @Test func `covers method, address and body where the rules say so`() throws {
    let rules = rules {
      ($0.form.payload, $0.publicAddress, $0.form.prefix) = ("{method} {url}\n{body}", "https://skino.example", "sha256=")
    }
    let payload = "POST https://skino.example/api/v1/vapi/messages\n" + String(decoding: Self.body, as: UTF8.self)
    let message = try signed(rules, payload: payload)
    _ = try SignatureVerifier(rules).verify(message, at: Self.now)
    let elsewhere = SignedMessage(method: "POST", path: "/api/v1/vapi/voice", headers: message.headers, body: message.body)
    #expect(throws: SignatureFault.wrong) { try SignatureVerifier(rules).verify(elsewhere, at: Self.now) }
  }

  @Test func `of which any byte is changed is refused`() throws {
    let rules = rules()
    let verifier = SignatureVerifier(rules)
    let message = try signed(rules)
    for index in message.body.indices {
      var body = message.body
      body[index] ^= 1
      let other = SignedMessage(method: message.method, path: message.path, headers: message.headers, body: body)
      #expect(throws: SignatureFault.wrong) { try verifier.verify(other, at: Self.now) }
    }
    let code = try #require(message.headers["x-signature"])
    for index in code.indices {
      var changed = code
      changed.replaceSubrange(index...index, with: code[index] == "0" ? "1" : "0")
      let other = SignedMessage(
        method: message.method, path: message.path,
        headers: ["x-signature": changed, "x-timestamp": message.headers["x-timestamp"] ?? ""],
        body: message.body)
      #expect(throws: SignatureFault.wrong) { try verifier.verify(other, at: Self.now) }
    }
  }

  @Test(arguments: [
    [:], ["x-signature": "00"], ["x-timestamp": "1764000000"], ["x-signature": "", "x-timestamp": "1764000000"],
    ["x-signature": "zz", "x-timestamp": "1764000000"], ["x-signature": "00", "x-timestamp": "now"],
  ])
  func `that is missing or malformed is refused`(headers: [String: String]) {
    let message = SignedMessage(method: "POST", path: "/", headers: headers, body: Self.body)
    #expect(throws: SignatureFault.self) { try SignatureVerifier(rules()).verify(message, at: Self.now) }
  }

  @Test func `of a time that is none, too old or too early is refused`() throws {
    let rules = rules()
    let verifier = SignatureVerifier(rules)
    for (difference, isNear) in [(-301_000, false), (-299_000, true), (0, true), (299_000, true), (301_000, false)] {
      let message = try signed(rules, at: Self.now.wallMilliseconds + Int64(difference))
      let isBelieved = (try? verifier.verify(message, at: Self.now)) != nil
      #expect(isBelieved == isNear, "\(difference)")
    }
    for time in ["0", "99999999999999999999", "9223372036854775807", "-1764000000", "1764000000 "] {
      let payload = "\(time).\(String(decoding: Self.body, as: UTF8.self))"
      let code = Hexadecimal.text(of: try MessageAuthentication.sha256(Array(payload.utf8), key: Self.secret))
      let message = SignedMessage(
        method: "POST", path: "/", headers: ["x-signature": code, "x-timestamp": time], body: Self.body)
      #expect(throws: SignatureFault.self, "\(time)") { try verifier.verify(message, at: Self.now) }
    }
  }

  @Test func `in milliseconds or as RFC 3339 is read too`() throws {
    let rules = rules()
    for time in ["1764000000000", RFC3339.text(wallMilliseconds: 1_764_000_000_000)] {
      let payload = "\(time).\(String(decoding: Self.body, as: UTF8.self))"
      let code = Hexadecimal.text(of: try MessageAuthentication.sha256(Array(payload.utf8), key: Self.secret))
      let message = SignedMessage(
        method: "POST", path: "/", headers: ["x-signature": code, "x-timestamp": time], body: Self.body)
      _ = try SignatureVerifier(rules).verify(message, at: Self.now)
    }
  }

  @Test func `that is the bare secret proves the sender only`() throws {
    let rules = rules { ($0.form.scheme, $0.form.signatureHeader) = (.secret, "x-vapi-secret") }
    let verifier = SignatureVerifier(rules)
    #expect(!rules.form.isDated)
    func message(_ secret: String) -> SignedMessage {
      SignedMessage(method: "POST", path: "/", headers: ["x-vapi-secret": secret], body: Self.body)
    }
    _ = try verifier.verify(message("sixteen bytes or more"), at: Self.now)
    for wrong in ["", "sixteen bytes or mor", "sixteen bytes or more ", "Sixteen bytes or more"] {
      #expect(throws: SignatureFault.wrong) { try verifier.verify(message(wrong), at: Self.now) }
    }
  }

  @Test func `seen once is known for as long as its time would be believed, and not much longer`() {
    var seen = SeenMessages(tolerance: .seconds(300))
    let digest = SHA256.digest(of: "a")
    #expect(seen.admit(digest, at: Self.now) == true)
    #expect(seen.admit(digest, at: Self.now.advanced(by: .seconds(600))) == false)
    #expect(seen.admit(digest, at: Self.now.advanced(by: .seconds(601))) == true)
    seen.forget(digest)
    #expect(seen.admit(digest, at: Self.now.advanced(by: .seconds(602))) == true)
  }

  @Test func `memory has a bound, and what is forgotten early is counted`() {
    var seen = SeenMessages(tolerance: .seconds(300), limit: 3)
    let digests = (0..<5).map { SHA256.digest(of: "\($0)") }
    for digest in digests { #expect(seen.admit(digest, at: Self.now) == true) }
    #expect(seen.forgottenCount == 2)
    #expect(seen.admit(digests[4], at: Self.now) == false)
    #expect(seen.admit(digests[2], at: Self.now) == false)
    #expect(seen.admit(digests[0], at: Self.now) == true)
  }
}
