import Configuration
import Cryptography
import Foundation
import Soup
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import People

/// A provider's server that says what a test wants; tokens come from the fixture, so that only refusals can be reached here. The whole way is
/// walked with a real provider in `E2E/people_test.py`.
struct ProviderDeskTests {
  private let time = ManualTime()

  private func setting(_ port: UInt16, issuer: String? = nil) -> ProviderSetting {
    var setting = ProviderSetting(
      name: "Clinic", issuer: issuer ?? "http://127.0.0.1:\(port)", clientID: "skino", publicURL: "http://127.0.0.1:1")
    setting.grants = [.init(value: "doctors", role: .clinician, streams: nil)]
    return setting
  }

  private static let loopback = ["127.0.0.0/8"].compactMap(NetworkRange.init)

  @Test func `a sign-in begins at the provider with a challenge, a state and a nonce`() async throws {
    let port = Mutex<UInt16>(0)
    let server = RawHTTPServer { _ in
      let number = port.withLock { $0 }
      let base = "http://127.0.0.1:\(number)"
      return .json(
        #"{"issuer":"\#(base)","authorization_endpoint":"\#(base)/auth?kept=1","token_endpoint":"\#(base)/t","jwks_uri":"\#(base)/k"}"#
      )
    }
    defer { server.stop() }
    port.withLock { $0 = server.port }
    let desk = try ProviderDesk(setting(server.port), networks: Self.loopback, time: time)
    let start = try await desk.begin(next: "/alerts")
    let parts = try #require(URLComponents(string: start.location))
    let query = Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
    #expect(parts.path == "/auth" && query["kept"] == "1" && query["response_type"] == "code" && query["client_id"] == "skino")
    #expect(query["redirect_uri"] == "http://127.0.0.1:1/sign-in/callback" && query["code_challenge_method"] == "S256")
    for name in ["state", "nonce", "code_challenge"] { #expect(query[name]?.utf8.count == 43, "\(name)") }
    #expect(Base64URL.bytes(of: start.browser)?.count == 32)
    #expect(server.requests.map(\.path) == ["/.well-known/openid-configuration"])
    // Somebody else's state, and a state brought by another browser.
    await #expect(throws: ProviderError.unknownFlow) { try await desk.finish(code: "c", state: "x", browser: start.browser) }
    await #expect(throws: ProviderError.unknownFlow) {
      try await desk.finish(code: "c", state: query["state"] ?? "", browser: "thief")
    }
    // Refusing is no failure of the provider, and its state is spent.
    let again = try await desk.begin(next: "/")
    let state = URLComponents(string: again.location)?.queryItems?.first { $0.name == "state" }?.value ?? ""
    await #expect(throws: ProviderError.refused) { try await desk.finish(code: nil, state: state, browser: again.browser) }
    #expect(server.requests.count == 1, "what it says of itself is kept for an hour")
  }

  @Test func `a provider that calls itself otherwise is not believed`() async throws {
    let server = RawHTTPServer { _ in
      .json(
        #"{"issuer":"https://evil.example","authorization_endpoint":"https://a.example/","token_endpoint":"https://a.example/","jwks_uri":"https://a.example/"}"#
      )
    }
    defer { server.stop() }
    let desk = try ProviderDesk(setting(server.port), networks: Self.loopback, time: time)
    await #expect(throws: ProviderError.self) { try await desk.begin(next: "/") }
    #expect(await desk.fault == .unreadable(what: "it calls itself otherwise than issuer says"))
  }

  @Test(arguments: [
    "http://internal.example/token", "https://user@a.example/token", "ftp://a.example/", "https://a.example/#x",
    "javascript:alert(1)", "",
  ])
  func `an endpoint that is no https address is refused`(_ address: String) throws {
    #expect(ProviderAddress(address) == nil)
  }

  @Test func `names that lead into a network that is not allowed are not asked`() async throws {
    let lookups: [(String, [String])] = [
      ("private", ["10.0.0.7"]), ("link-local", ["169.254.169.254"]), ("mixed", ["93.184.216.34", "10.0.0.7"]),
      ("loopback", ["127.0.0.1"]),
      ("none", []),
    ]
    for (name, addresses) in lookups {
      let desk = try ProviderDesk(
        setting(1, issuer: "https://id.clinic.example"), networks: [], time: time,
        lookup: HostLookup { _ in addresses.compactMap(NetworkAddress.init) })
      await #expect(throws: ProviderError.address(what: "issuer"), "\(name)") { try await desk.begin(next: "/") }
    }
    let numeric = try ProviderDesk(setting(1, issuer: "https://10.0.0.7"), networks: [], time: time)
    await #expect(throws: ProviderError.address(what: "issuer")) { try await numeric.begin(next: "/") }
  }

  @Test func `answers that are too long, no JSON or of another status are told apart`() async throws {
    let cases: [(RawHTTPServer.Answer, ProviderError)] = [
      (.json("{}", status: 500), .status(500)),
      (.json("<html>"), .unreadable(what: "issuer is no JSON")),
      (.reply(200, [UInt8](repeating: 32, count: ProviderNetwork.limit + 1)), .noAnswer(.tooLarge(limit: ProviderNetwork.limit))),
      (.reply(302, headers: ["Location: http://127.0.0.1:1/"], []), .status(302)),
    ]
    for (answer, expected) in cases {
      let server = RawHTTPServer { _ in answer }
      defer { server.stop() }
      let desk = try ProviderDesk(setting(server.port), networks: Self.loopback, time: time)
      await #expect(throws: expected) { try await desk.begin(next: "/") }
    }
  }
}
