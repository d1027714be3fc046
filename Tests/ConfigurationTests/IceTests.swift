import Testing

@testable import Configuration

@Suite struct `STUN and TURN servers` {
  private func read(_ text: String) throws(ConfigurationError) -> Settings {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino")
  }

  @Test func `are read with their user and the place of their secret`() throws {
    let settings = try read(
      """
      ice:
        - {url: "stun:stun.example"}
        - {url: "turn:turn.example:3478?transport=udp", secret_file: relay.secret}
        - {url: "turns:[2001:db8::1]:5349?transport=tcp", username: ward, secret_file: /etc/relay}
      """)
    #expect(
      settings.ice == [
        IceSetting(url: "stun:stun.example"),
        IceSetting(url: "turn:turn.example:3478?transport=udp", secretFile: "/etc/skino/relay.secret"),
        IceSetting(url: "turns:[2001:db8::1]:5349?transport=tcp", username: "ward", secretFile: "/etc/relay"),
      ])
  }

  @Test(arguments: [
    "stun:", "stun:a b", "stun:host:0", "stun:host:99999", "stun:host:1:2", "stun:host?transport=udp", "turn:host?transport=sctp",
    "turn:host?x", "http://host", "turn://host", "stun:[::1", "stun:[::1]x", "stun:h>\\r\\nX", "stun:user@host", "turn:host:٣",
  ])
  func `of another form are refused`(url: String) {
    #expect(throws: ConfigurationError.self) { try read("ice:\n  - {url: \"\(url)\", secret_file: s}") }
    #expect(!IceReader.isAddress(url))
  }

  @Test(arguments: [
    #"ice: [{url: "turn:host"}]"#, #"ice: [{url: "stun:host", username: u}]"#, #"ice: [{url: "stun:host", secret_file: f}]"#,
    #"ice: [{url: "turn:host", secret_file: f, username: ""}]"#, #"ice: [{secret_file: f}]"#, #"ice: [{url: "stun:h", user: u}]"#,
    #"ice: [{url: "stun:a"}, {url: "stun:b"}, {url: "stun:c"}, {url: "stun:d"}, {url: "stun:e"}]"#,
  ])
  func `that are half said are refused`(text: String) {
    #expect(throws: ConfigurationError.self) { try read(text) }
  }
}
