import Configuration
import Testing

@Suite struct `Sinks in the configuration` {
  private func read(_ text: String) throws -> [SinkSetting] {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino").sinks
  }

  @Test func `each kind is read, with its defaults`() throws {
    let sinks = try read(
      """
      sinks:
        - {name: ehr, kind: webhook, url: "https://ehr.example/hook?key=1", secret_file: ehr.whsec, retry: [0s, 5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h]}
        - {name: bus, kind: cloudevents, url: "http://127.0.0.1:9000", mode: binary, source: "urn:clinic:1", retry: [0, 250ms, 1d], enabled: false}
        - {name: records, kind: fhir, url: "https://fhir.example/r4", token_file: t, details: full, link: "https://skino.example"}
        - {name: home, kind: mqtt, url: "mqtts://broker.example", username: u, password_file: p, topic: ward/skino, discovery: false}
      """)
    #expect(sinks.map(\.kind) == [.webhook, .cloudevents, .fhir, .mqtt])
    #expect(sinks[0].retry == SinkSetting.publishedRetry && sinks[0].secretFile == "/etc/skino/ehr.whsec")
    #expect(sinks[0].details == .thin && sinks[0].isOn && sinks[0].link == nil)
    #expect(sinks[1].retry == [0, 250, 86_400_000] && !sinks[1].isOn && sinks[1].mode == .binary)
    #expect(sinks[2].details == .full && sinks[2].link == "https://skino.example")
    #expect(sinks[3].topic == "ward/skino" && sinks[3].discovery == nil && sinks[3].user == "u")
    #expect(try read("sinks: []").isEmpty)
  }

  private static let good = "name: a, kind: webhook, url: 'https://e.example/', secret_file: s"

  @Test(arguments: [
    ("- {name: ehr, kind: webhook}", "url", "missing"), ("- {kind: webhook}", "name", "missing"),
    ("- {name: ehr, kind: pigeon, url: 'https://e.example/'}", "kind", "webhook, cloudevents, fhir, mqtt"),
    ("- {name: Ehr Room, kind: fhir, url: 'https://e.example/'}", "name", "a-z"),
    ("- {name: a, kind: webhook, url: 'https://e.example/'}", "secret_file", "missing"),
    ("- {name: a, kind: fhir, url: 'https://e.example/', secret_file: s}", "secret_file", "token_file"),
    ("- {name: a, kind: webhook, url: 'http://e.example/', secret_file: s}", "url", "https"),
    ("- {name: a, kind: fhir, url: 'https://u:hunter2@e.example/'}", "url", "without user"),
    ("- {name: a, kind: fhir, url: 'https://e.example/?a=b'}", "url", "query"),
    ("- {name: a, kind: mqtt, url: 'https://e.example/'}", "url", "mqtts"),
    ("- {name: a, kind: mqtt, url: 'mqtt://e.example/'}", "url", "cleartext"),
    ("- {\(good), retry: [soon]}", "retry[0]", "5m"), ("- {\(good), retry: []}", "retry", "1 to 50"),
    ("- {\(good), retry: [31d]}", "retry[0]", "30 days"), ("- {\(good), retry: 5s}", "retry", "list"),
    ("- {\(good), details: all}", "details", "thin, full"), ("- {\(good), enabled: maybe}", "enabled", "true or false"),
    ("- {\(good), timeout_seconds: 0}", "timeout_seconds", "1 to 60"), ("- {\(good), link: 'skino.example'}", "link", "https://"),
    ("- {\(good), topic: t}", "topic", "secret_file"), ("- {\(good), colour: red}", "colour", "retry"),
    ("- {name: a, kind: mqtt, url: 'mqtts://e.example', topic: 'a/#'}", "topic", "letters"),
    ("- {name: a, kind: mqtt, url: 'mqtts://e.example', password_file: p}", "password_file", "username"),
    ("- {name: a, kind: cloudevents, url: 'https://e.example', mode: batch}", "mode", "structured, binary"),
    ("- {name: a, kind: cloudevents, url: 'https://e.example', source: 'no uri'}", "source", "URI"),
  ])
  func `a mistake names file, line, key and what is allowed`(item: String, key: String, allowed: String) {
    do {
      _ = try read("data: d\nsinks:\n  \(item)")
      Issue.record("was read")
    } catch {
      let message = "\(error)"
      #expect(message.hasPrefix("F.yaml:3:"), "\(message)")
      #expect(message.contains("\(key):"), "\(message)")
      #expect(message.contains(allowed), "\(message)")
      #expect(!message.contains("hunter2"))
    }
  }

  @Test func `a name is used once, and a scheme must be allowed`() {
    #expect { _ = try read("sinks:\n  - {\(Self.good)}\n  - {\(Self.good)}") } throws: {
      "\($0)".hasPrefix("F.yaml:3:") && "\($0)".contains("used once")
    }
    #expect { _ = try read("allow: {schemes: [rtsp]}\nsinks:\n  - {\(Self.good)}") } throws: {
      "\($0)".contains("allow: schemes:")
    }
  }
}
