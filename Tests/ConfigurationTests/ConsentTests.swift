import Testing
import Vocabulary
import YAML

@testable import Configuration

struct ConsentTests {
  private func read(_ text: String) throws(ConfigurationError) -> Settings {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino")
  }

  @Test func `what sessions allow is read for all, for a stream and for a token, each over the one before`() throws {
    let settings = try read(
      """
      tokens:
        - {name: obs, role: publisher, secret_file: obs.token, subject: P-17, consent: {speak: false}}
        - {name: bare, role: publisher, secret_file: bare.token}
      streams:
        - {id: bedside, url: "rtsp://127.0.0.1/cam", subject: room-2, consent: {snapshots: true}}
        - {id: hall, url: "rtsp://127.0.0.1/cam", consent: none}
      consent: {record: true, hand_off: false, retain_days: 30}
      """)
    #expect(settings.consent == Consent(record: true, snapshots: false, speak: true, handOff: false, retainDays: 30))
    let bedside = settings.streams?[0].claims
    #expect(bedside?.subject?.text == "room-2")
    #expect(bedside?.consent == Consent(record: true, snapshots: true, speak: true, handOff: false, retainDays: 30))
    #expect(settings.streams?[1].claims == SessionClaims(consent: Consent.none))
    #expect(
      settings.tokens[0].claims.consent == Consent(record: true, snapshots: false, speak: false, handOff: false, retainDays: 30))
    #expect(settings.tokens[1].claims.isEmpty)
    #expect(try read("model: skinlite").consent == .standard)
  }

  @Test(arguments: [
    ("consent: {film: true}", "film"), ("consent: all", "consent"), ("consent: {speak: maybe}", "speak"),
    ("consent: {retain_days: -1}", "retain_days"), ("consent: {retain_days: 99999}", "retain_days"),
    ("streams: [{id: a, url: \"rtsp://127.0.0.1/c\", subject: Ada Lovelace}]", "subject"),
    ("tokens: [{name: a, role: publisher, secret_file: f, consent: [record]}]", "consent"),
  ])
  func `a wrong consent stops the start and names its key`(_ text: String, _ key: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(text) }
    #expect(error.map { "\($0)".contains(key) && "\($0)".contains("F.yaml") } == true, "\(error.map { "\($0)" } ?? "")")
  }
}
