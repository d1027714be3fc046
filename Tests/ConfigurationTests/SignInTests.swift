import Testing
import Vocabulary
import YAML

@testable import Configuration

struct SignInTests {
  private func read(_ text: String) throws(ConfigurationError) -> SignInSetting {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino").signIn
  }

  private static let provider = """
    sign_in:
      idle_minutes: 10
      longest_hours: 8
      provider:
        name: Clinic
        issuer: https://id.clinic.example/realm
        client_id: skino
        secret_file: oidc.secret
        public_url: https://skino.clinic.example
        scopes: [openid, profile, groups]
        roles:
          - {value: doctors, role: clinician}
          - {value: ward-a, role: viewer, streams: [bedside]}
    """

  @Test func `the example of the documentation is read`() throws {
    let setting = try read(Self.provider)
    #expect(setting.idle == .seconds(600) && setting.longest == .seconds(8 * 3_600))
    let provider = try #require(setting.provider)
    #expect(provider.issuer == "https://id.clinic.example/realm" && provider.secretFile == "/etc/skino/oidc.secret")
    #expect(provider.claim == "groups" && provider.scopes.count == 3)
    let bedside = try #require(StreamIdentifier("bedside"))
    #expect(
      provider.grants == [
        .init(value: "doctors", role: .clinician, streams: nil), .init(value: "ward-a", role: .viewer, streams: [bedside]),
      ])
  }

  @Test func `without the key people are locked out after a quarter of an hour`() throws {
    #expect(try read("data: d").idle == .seconds(900))
    #expect(try read("sign_in: {idle_minutes: 0}").idle == nil)
    #expect(try read("sign_in: {idle_minutes: 0.05}").idle == .seconds(3))
  }

  @Test(arguments: [
    ("idle_minutes: 10", "idle_minutes: -1", "idle_minutes"), ("idle_minutes: 10", "idle_minutes: 0.01", "idle_minutes"),
    ("longest_hours: 8", "longest_hours: 0", "longest_hours"), ("longest_hours: 8", "longest_days: 8", "longest_days"),
    ("issuer: https://id.clinic.example/realm", "issuer: http://id.clinic.example", "issuer"),
    ("issuer: https://id.clinic.example/realm", "issuer: https://id.clinic.example?x=1", "issuer"),
    ("public_url: https://skino.clinic.example", "public_url: https://skino.clinic.example/", "public_url"),
    ("scopes: [openid, profile, groups]", "scopes: [profile]", "scopes"), ("role: clinician", "role: doctor", "role"),
    ("role: viewer, streams", "role: administrator, streams", "role"), ("streams: [bedside]", "streams: [Bed Side]", "streams"),
    ("client_id: skino", "client: skino", "client"), ("name: Clinic", "name: ''", "name"),
  ])
  func `a wrong value names its line and key`(_ right: String, _ wrong: String, _ key: String) {
    let text = Self.provider.replacing(right, with: wrong)
    #expect(text != Self.provider)
    #expect { _ = try read(text) } throws: { "\($0)".hasPrefix("F.yaml:") && "\($0)".contains(key) && !"\($0)".contains("\n") }
  }

  @Test func `people or a provider guard an address beyond this machine as tokens do`() throws {
    var settings = try Settings(text: "listen: \"0.0.0.0:8080\"\ntls: local", name: "F.yaml", folder: "/")
    #expect(throws: ConfigurationError.self) { try settings.checkExposure() }
    #expect(throws: Never.self) { try settings.checkExposure(hasPeople: true) }
    settings.signIn = try read(Self.provider)
    #expect(throws: Never.self) { try settings.checkExposure() }
    settings.tls = nil
    #expect(throws: ConfigurationError.self) { try settings.checkExposure(hasPeople: true) }
  }
}
