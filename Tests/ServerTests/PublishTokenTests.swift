import Configuration
import Cryptography
import Foundation
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct PublishTokenTests {
  private let key = Secret(text: "0123456789abcdef0123456789abcdef")
  private let now = Moment(monotonic: .zero, wallMilliseconds: 1_795_526_232_000)
  private var claims: SessionClaims {
    SessionClaims(
      stream: StreamIdentifier("ward"), subject: SubjectPseudonym("P-17"),
      consent: Consent(record: true, snapshots: false, speak: true, handOff: false, retainDays: 30))
  }

  private func sign(_ header: String, _ payload: String, with key: Secret? = nil) throws -> String {
    let signing = Base64URL.text(Array(header.utf8)) + "." + Base64URL.text(Array(payload.utf8))
    return signing + "." + Base64URL.text(try MessageAuthentication.sha256(Array(signing.utf8), key: key ?? self.key))
  }

  private func verify(_ text: String, at moment: Moment? = nil) throws(PublishTokenError) -> PublishToken {
    try PublishToken(verifying: text, key: key, at: moment ?? now)
  }

  @Test func `what was signed is read again, until its time is over`() throws {
    let made = PublishToken(claims: claims, minutes: 30, at: now)
    let text = try made.signed(with: key)
    #expect(try verify(text) == made)
    #expect(try verify(text, at: now.advanced(by: .seconds(1799))).claims == claims)
    #expect(throws: PublishTokenError.expired) { try verify(text, at: now.advanced(by: .seconds(1800))) }
  }

  @Test func `a token of another key, changed in any character, or cut short is refused`() throws {
    let text = try PublishToken(claims: claims, minutes: 30, at: now).signed(with: key)
    #expect(throws: PublishTokenError.notOurs) {
      try PublishToken(verifying: text, key: Secret(text: "another key, another key"), at: now)
    }
    let characters = Array(text)
    for place in stride(from: 0, to: characters.count, by: 7) where characters[place] != "." {
      var changed = characters
      changed[place] = changed[place] == "A" ? "B" : "A"
      #expect(throws: PublishTokenError.notOurs, "changed at \(place)") { try verify(String(changed)) }
    }
    for part in [
      String(text.dropLast()), text + "=", text + ".", " " + text, String(text.prefix { $0 != "." }), "", "..", "a.b.c",
    ] {
      #expect(throws: PublishTokenError.notOurs) { try verify(part) }
    }
  }

  @Test(arguments: [
    #"{"alg":"none"}"#, #"{"alg":"None","typ":"JWT"}"#, #"{"alg":"HS512"}"#, #"{"alg":"RS256"}"#, #"{}"#,
    #"{"alg":"HS256","crit":["exp"]}"#, #"[]"#,
  ])
  func `no header but HS256 is taken, even rightly signed`(_ header: String) throws {
    let payload = payload()
    #expect(throws: PublishTokenError.notOurs) { try verify(sign(header, payload)) }
    // And without any signature, as alg none would have it.
    let bare = Base64URL.text(Array(header.utf8)) + "." + Base64URL.text(Array(payload.utf8)) + "."
    #expect(throws: PublishTokenError.notOurs) { try verify(bare) }
  }

  private func payload(_ changes: [String: JSONValue?] = [:]) -> String {
    var members: [String: JSONValue] = [
      "aud": "skino-publish", "jti": .string(String(repeating: "a", count: 32)), "iat": .integer(now.wallMilliseconds / 1000),
      "exp": .integer(now.wallMilliseconds / 1000 + 60), "stream": "ward",
    ]
    for (name, value) in changes { members[name] = value }
    return JSONValue.object(members).encodedText
  }

  @Test func `claims that are missing, foreign or too generous are refused`() throws {
    let header = #"{"alg":"HS256","typ":"JWT"}"#
    func text(_ changes: [String: JSONValue?]) throws -> String {
      try sign(header, payload(changes))
    }
    #expect(try verify(text([:])).claims == SessionClaims(stream: StreamIdentifier("ward")))
    let wrong: [[String: JSONValue?]] = [
      ["aud": "other"], ["aud": Optional<JSONValue>.none], ["exp": Optional<JSONValue>.none], ["exp": "soon"],
      ["iat": .integer(now.wallMilliseconds / 1000 + 120)],
      ["exp": .integer(now.wallMilliseconds / 1000 + 90_000)], ["stream": "Not A Stream"], ["stream": Optional<JSONValue>.none],
      ["jti": "1"],
      ["sub": "Ada Lovelace"], ["consent": ["record": true]], ["consent": "all"],
      ["consent": ["record": true, "snapshots": true, "speak": true, "hand_off": true, "retain_days": 99_999]],
    ]
    for changes in wrong { #expect(throws: PublishTokenError.notOurs, "\(changes)") { try verify(text(changes)) } }
  }

  @Test func `a signed token publishes its stream and no other, and does nothing else`() async throws {
    let offer = "v=0\r\n"
    let sdp = "Content-Type: application/sdp"
    try await RunningServer.with(tokens: ["0123456789abcdef": .clinician]) { running async throws in
      let key = try PublishKey.load(folder: running.folder)
      let good = try PublishToken(claims: claims, minutes: 5, at: SystemTime().now()).signed(with: key)
      let past = SystemTime().now().advanced(by: .seconds(-3600))
      let old = try PublishToken(claims: claims, minutes: 5, at: past).signed(with: key)
      func post(_ path: String, _ token: String) async throws -> Response {
        try await running.request("POST", path, headers: [sdp, "Authorization: Bearer \(token)"], body: offer)
      }
      #expect(try await post("/whip/ward", good).status == 201)
      let other = try await post("/whip/kitchen", good)
      #expect(other.status == 403)
      #expect(try other.json()["type"] == "urn:skino:problem:other-stream")
      let expired = try await post("/whip/ward", old)
      #expect(expired.status == 401)
      #expect(try expired.json()["type"] == "urn:skino:problem:expired-token")
      #expect(try await post("/whip/ward", good + "A").status == 401)
      for path in ["/api/v1/alerts", "/api/v1/sessions", "/api/v1/review/queue", "/api/v1/journal.ndjson"] {
        #expect(try await running.request("GET", path, headers: ["Authorization: Bearer \(good)"]).status == 403, "\(path)")
      }
      let signIn = try await running.request(
        "POST", "/api/v1/session", headers: ["Content-Type: application/json"], body: #"{"token":"\#(good)"}"#)
      #expect(signIn.status == 401, "it opens no browser session, which would outlive it")
    }
  }

  @Test func `the key is made once, for its owner only, and one that others may read is refused`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("skino-key-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try PublishKey.load(folder: folder)
    #expect(try PublishKey.load(folder: folder) == first)
    let path = folder + "/publish.key"
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: PublishTokenError.key(path: path)) { try PublishKey.load(folder: folder) }
  }
}
