import Testing
import Vocabulary
import YAML

@testable import Configuration

struct SettingsTests {
  private func read(_ text: String) throws(ConfigurationError) -> Settings {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino")
  }

  @Test func `pictures of evidence need a licence`() throws {
    let settings = try Settings(text: "evidence: {pictures: ./p, licence: CC BY 4.0}", name: "s.yaml", folder: "/tmp/f")
    #expect(settings.evidence == EvidenceSetting(pictures: "/tmp/f/p", licence: "CC BY 4.0"))
    #expect(throws: ConfigurationError.self) {
      try Settings(text: "evidence: {pictures: ./p}", name: "s.yaml", folder: "/tmp/f")
    }
  }

  @Test func `the file of the documentation is read`() throws {
    let settings = try read(
      """
      listen: 127.0.0.1:8080
      data: ./data                  # journal, caches, keys
      model: skinlite
      device: auto
      packs: [dermatology]
      streams:
        - {id: bedside, url: "rtsp://127.0.0.1:8554/cam", pack: dermatology}
      allow: {schemes: [rtsp, rtmp, http, https, file, v4l2], networks: [127.0.0.0/8]}
      tls: {certificate: server.pem, key: server.key}
      origins: [https://clinic.example]
      tokens:
        - {name: obs, role: publisher, secret_file: obs.token}
      sinks: []
      """)
    #expect(settings.listen == ListenAddress(host: "127.0.0.1", port: 8080))
    #expect(settings.data == "/etc/skino/data")
    #expect(settings.streams?.first?.id.text == "bedside")
    #expect(settings.allow == .standard)
    #expect(settings.tls == .files(certificate: "/etc/skino/server.pem", key: "/etc/skino/server.key"))
    #expect(settings.origins == ["https://clinic.example"])
    #expect(settings.tokens == [TokenSetting(name: "obs", role: .publisher, secretFile: "/etc/skino/obs.token")])
  }

  @Test func `a token may have a scope`() throws {
    let tokens = try read("tokens:\n  - {name: a, role: reviewer, secret_file: s, scopes: [mcp-write]}").tokens
    #expect(tokens == [TokenSetting(name: "a", role: .reviewer, secretFile: "/etc/skino/s", scopes: [.mcpWrite])])
  }

  @Test func `the voice is read, and may be off`() throws {
    let voice = try read(
      """
      voice:
        engine: espeak
        page: false
        call: false
        speakers: true
        barge_in: false
        repeat_seconds: 0
        budget: 3
        quiet_hours: ["22:00-06:30", "12:00-13:00"]
      """
    ).voice
    #expect(voice.isOn && voice.engine == .espeak && voice.speakers && !voice.page && !voice.call && !voice.bargesIn)
    #expect(voice.repeatSeconds == 0 && voice.budget == 3)
    #expect(voice.quietHours == [.init(from: 1_320, to: 390), .init(from: 720, to: 780)])
    #expect(try !read("voice: off").voice.isOn)
    #expect(try read("").voice == VoiceSetting())
  }

  @Test(arguments: [
    "voice: loud", "voice: {engine: siri}", "voice: {loudness: 3}", "voice: {budget: 0}", "voice: {repeat_seconds: -1}",
    "voice: {quiet_hours: [\"22:00\"]}", "voice: {quiet_hours: [\"24:00-06:00\"]}", "voice: {quiet_hours: [\"2:00-06:00\"]}",
    "voice: {page: perhaps}",
  ])
  func `a wrong voice is refused`(_ text: String) { #expect(throws: ConfigurationError.self) { try read(text) } }

  @Test func `an empty file changes nothing, and no streams is not the same as none named`() throws {
    #expect(try read("") == Settings())
    #expect(try read("packs: [dermatology]").streams == nil)
    #expect(try read("streams: []").streams == [])
  }

  @Test func `local TLS and any origin are read`() throws {
    #expect(try read("tls: local").tls == .local)
    #expect(try read(#"origins: ["*", "HTTPS://Clinic.example:443"]"#).origins == ["*", "https://clinic.example"])
  }

  @Test(arguments: [
    ("listne: 127.0.0.1:80", 1, "listne", "listen"),
    ("\nlisten: 8080", 2, "listen", "ADDRESS:PORT"),
    ("listen: example.org:80", 1, "listen", "ADDRESS:PORT"),
    ("listen: 127.0.0.1:99999", 1, "listen", "65535"),
    ("listen: 127.1:80", 1, "listen", "ADDRESS:PORT"),
    ("packs: dermatology", 1, "packs", "a list"),
    ("packs: []", 1, "packs", "at least one"),
    ("device: 'a b'", 1, "device", "auto"),
    ("streams:\n  - {id: Bed, url: 'rtsp://127.0.0.1/x'}", 2, "id", "a-z"),
    ("streams:\n  - {id: bed}", 2, "url", "missing"),
    ("streams:\n  - {id: bed, url: 'gopher://x'}", 2, "url", "rtsp"),
    ("streams:\n  - {id: bed, url: 'rtsp://a'}\n  - {id: bed, url: 'rtsp://b'}", 3, "id", "used once"),
    ("streams: 5", 1, "streams", "a list"),
    ("allow: {schemes: [exec]}", 1, "schemes[0]", "rtsp"),
    ("allow: {networks: [10.0.0.0/33]}", 1, "networks[0]", "127.0.0.0/8"),
    ("allow: {hosts: [a]}", 1, "hosts", "schemes"),
    ("tls: {certificate: a}", 1, "key", "missing"),
    ("tls: yes-please", 1, "tls", "local"),
    ("origins: [clinic.example]", 1, "origins[0]", "https://"),
    ("tokens:\n  - {name: a, role: king, secret_file: s}", 2, "role", "administrator, clinician, reviewer, publisher, viewer"),
    ("tokens:\n  - {name: a, role: viewer, secret: abc}", 2, "secret", "secret_file"),
    ("tokens:\n  - {name: a, role: viewer, secret_file: s, scopes: [mcp-write]}", 2, "scopes[0]", "clinician, reviewer only"),
    ("tokens:\n  - {name: a, role: clinician, secret_file: s, scopes: [all]}", 2, "scopes[0]", "mcp-write"),
    ("tokens:\n  - {name: a, role: clinician, secret_file: s, scopes: mcp-write}", 2, "scopes", "a list"),
    ("model: 5", 1, "model", "text"),
    ("data: [a]", 1, "data", "text"),
  ])
  func `a mistake names file, line, key and what is allowed`(text: String, line: Int, key: String, allowed: String) {
    do {
      _ = try read(text)
      Issue.record("was read")
    } catch {
      let message = error.description
      #expect(message.hasPrefix("F.yaml:\(line):"), "\(message)")
      #expect(message.contains("\(key):"), "\(message)")
      #expect(message.contains(allowed), "\(message)")
    }
  }

  @Test func `a mistake in a URL does not show its password`() {
    #expect { _ = try read("streams: [{id: bed, url: 'gopher://user:hunter2@host/'}]") } throws: {
      !"\($0)".contains("hunter2")
    }
  }

  @Test func `sinks are refused by name, not ignored`() {
    #expect { _ = try read("data: d\nsinks:\n  - {name: ehr, kind: webhook}") } throws: {
      "\($0)".hasPrefix("F.yaml:2:") && "\($0)".contains("not available")
    }
  }

  @Test func `a missing file is named`() {
    #expect { _ = try Settings(file: "/nowhere/skino.yaml") } throws: { "\($0)".contains("/nowhere/skino.yaml") }
  }

  @Test(arguments: ["0.0.0.0:8080", "[::]:8080", "192.168.1.5:80"])
  func `an address beyond this machine needs tokens and TLS`(listen: String) throws {
    var settings = try read("listen: \"\(listen)\"")
    #expect { try settings.checkExposure() } throws: {
      "\($0)".contains("tokens") && "\($0)".contains("TLS") && !"\($0)".contains("\n")
    }
    settings.tokens = [TokenSetting(name: "a", role: .viewer, secretFile: "f")]
    #expect(throws: ConfigurationError.self) { try settings.checkExposure() }
    settings.tls = .local
    #expect(throws: Never.self) { try settings.checkExposure() }
  }
}

struct AddressTests {
  @Test(arguments: [("127.0.0.1:0", "127.0.0.1", 0), ("localhost:80", "127.0.0.1", 80), ("[::1]:8443", "::1", 8443)])
  func `addresses to listen on are read`(text: String, host: String, port: Int) {
    #expect(ListenAddress(text) == ListenAddress(host: host, port: UInt16(port)))
    #expect(ListenAddress(text)?.isLoopback == true)
  }

  @Test(arguments: [
    "", ":80", "127.0.0.1", "127.0.0.1:", "::1:80", "[127.0.0.1]:80", "01.2.3.4:5", "1.2.3.4.5:6", "[::1%lo]:1",
    "::ffff:1.2.3.4:5",
    "[::ffff:127.0.0.1]:80",
  ])
  func `what is no address is refused`(text: String) { #expect(ListenAddress(text) == nil) }

  @Test(arguments: [
    ("https://A.example", "https://a.example"), ("http://a:80", "http://a"), ("http://a:8080", "http://a:8080"), ("*", "*"),
  ])
  func `origins are compared as browsers send them`(text: String, normal: String) { #expect(Origin.normalised(text) == normal) }

  @Test(arguments: ["", "a", "null", "file://x", "https://", "https://a/b", "https://a b", "https://u@a"])
  func `what is no origin is refused`(text: String) { #expect(Origin.normalised(text) == nil) }
}
