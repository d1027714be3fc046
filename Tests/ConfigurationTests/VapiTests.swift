import Testing
import Vocabulary

@testable import Configuration

@Suite struct `Calls through VAPI` {
  private static let least =
    #"secret_file: k, public_url: "https://skino.example", assistant_id: a1, signature: {secret_file: s}"#

  private func read(_ text: String) throws(ConfigurationError) -> VapiSetting? {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino").voice.vapi
  }

  private func read(members: String) throws(ConfigurationError) -> VapiSetting? { try read("voice: {vapi: {\(members)}}") }

  @Test func `are off unless they are asked for`() throws {
    #expect(try read("") == nil)
    #expect(try read("voice: {page: false}") == nil)
    let setting = try #require(try read(members: Self.least))
    #expect(setting.call == [.warning] && setting.role == .viewer && !setting.keepsTranscripts)
    #expect(setting.secretFile == "/etc/skino/k" && setting.signature.secretFile == "/etc/skino/s")
    #expect(setting.url == "https://api.vapi.ai" && setting.controlHosts == ["vapi.ai"] && setting.numberFile == nil)
    #expect(setting.signature.form.payload == "{timestamp}.{body}" && setting.signature.form.signatureHeader == "x-signature")
  }

  @Test func `are read whole`() throws {
    let setting = try #require(
      try read(
        """
        voice:
          vapi:
            url: http://127.0.0.1:9000
            secret_file: /keys/vapi
            assistant_file: assistant.json
            phone_number_id: 2f1a-77
            number_file: duty.number
            public_url: https://skino.example
            signature:
              {secret_file: hook, algorithm: sha512, encoding: base64, signature_header: X-Sig, timestamp_header: X-Time, id_header: X-Id,
               prefix: "v1,", payload: "{svix-id}.{timestamp}.{body}", tolerance_seconds: 60}
            call: [warning, caution]
            say: []
            after_seconds: 20
            cooldown_seconds: 60
            budget: 2
            attempts: 1
            repeat_seconds: 0
            ring_seconds: 30
            longest_seconds: 120
            quiet_hours: ["22:00-06:30"]
            role: reviewer
            keep_transcripts: true
            custom_voice: false
        """))
    #expect(setting.assistantFile == "/etc/skino/assistant.json" && setting.assistantID == nil)
    #expect(setting.numberFile == "/etc/skino/duty.number" && setting.phoneNumberID == "2f1a-77")
    #expect(setting.controlHosts == ["127.0.0.1"], "a service on this machine controls from this machine")
    #expect(setting.signature.form.algorithm == .sha512 && setting.signature.form.encoding == .base64)
    #expect(setting.signature.form.signatureHeader == "x-sig" && setting.signature.form.identifierHeader == "x-id")
    #expect(setting.call == [.warning, .caution] && setting.say.isEmpty && setting.role == .reviewer)
    #expect(setting.afterSeconds == 20 && setting.budget == 2 && setting.attempts == 1 && setting.repeatSeconds == 0)
    #expect(setting.quietHours == [.init(from: 1_320, to: 390)] && setting.keepsTranscripts && !setting.isVoice)
    let bare = try #require(try read(members: Self.least.replacing("{secret_file: s}", with: "{secret_file: s, scheme: secret}")))
    #expect(bare.signature.form.signatureHeader == "x-vapi-secret")
  }

  @Test(arguments: [
    "", "secret_file: k", #"secret_file: k, public_url: "https://x.example", assistant_id: a1"#,
    least.replacing("assistant_id: a1, ", with: ""), least + ", assistant_file: f", least + ", number_file: n",
    least + ", phone_number_id: p",
    least + #", url: "http://api.vapi.ai""#, least + #", url: "https://u:p@api.vapi.ai""#,
    least.replacing("https://skino", with: "http://skino"),
    least + ", call: [advisory]", least + ", role: administrator", least + ", role: clinician", least + ", budget: 0",
    least + ", attempts: 99",
    least + ", cooldown_seconds: 0", least + ", control_hosts: []", least + ", control_hosts: [localhost]",
    least + ", control_hosts: [10.0.0.1]",
    least + ", control_hosts: [.vapi.ai]", least + ", control_hosts: [VAPI.ai]", least + ", assistant_id: \"a b\"",
    least + ", telephone: 1",
    least.replacing("{secret_file: s}", with: "{secret_file: s, payload: \"{timestamp}\"}"),
    least.replacing("{secret_file: s}", with: "{secret_file: s, algorithm: md5}"),
    least.replacing("{secret_file: s}", with: "{secret_file: s, signature_header: \"a b\"}"),
    least.replacing("{secret_file: s}", with: "{secret_file: s, tolerance_seconds: 0}"),
    least.replacing("{secret_file: s}", with: "{}"),
  ])
  func `that are half said or unsafe are refused with file and line`(members: String) {
    #expect { try read(members: members) } throws: { error in "\(error)".contains("F.yaml:1") }
  }
}
