import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct VoiceRouteTests {
  private static let path = "/api/v1/streams/demo/voice"
  private static let json = ["Content-Type: application/json"]

  @Test func `the voice is shown with every member, muted and let speak again`() async throws {
    try await RunningServer.with { running async throws in
      let state = try await running.request("GET", Self.path).json()
      #expect(state["voice"] == .string("piper en_US-joe-medium"))
      for member in ["muted", "last", "detail"] { #expect(state[member] == .null, "\(member)") }
      let muted = try await running.request(
        "POST", Self.path + "/mute", headers: Self.json, body: #"{"reason":"Examining it now"}"#
      ).json()
      #expect(muted["muted"]?["by"] == .string("local"))
      #expect(muted["muted"]?["reason"] == .string("Examining it now"))
      #expect(try await running.request("DELETE", Self.path + "/mute").json()["muted"] == .null)
      #expect(try await running.request("GET", "/api/v1/streams/none/voice").status == 404)
    }
  }

  @Test(arguments: [#"{}"#, #"{"reason":""}"#, #"{"reason":5}"#, #"{"reason":"x","until":1}"#])
  func `a mute needs a reason and nothing else`(_ body: String) async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("POST", Self.path + "/mute", headers: Self.json, body: body).status == 422)
      let long = #"{"reason":"\#(String(repeating: "x", count: 201))"}"#
      #expect(try await running.request("POST", Self.path + "/mute", headers: Self.json, body: long).status == 422)
    }
  }

  @Test func `a sound is given to who may see alerts, and an unknown one is not found`() async throws {
    try await RunningServer.with(tokens: ["0123456789abcdef": .publisher, "fedcba9876543210": .viewer]) { running async throws in
      func status(_ id: String, _ secret: String) async throws -> Int {
        try await running.request("GET", "/api/v1/speech/\(id)", headers: ["Authorization: Bearer \(secret)"]).status
      }
      #expect(try await status(FakeVoice.clip, "fedcba9876543210") == 200)
      #expect(try await status(FakeVoice.clip, "0123456789abcdef") == 403)
      #expect(try await status(String(repeating: "0", count: 32), "fedcba9876543210") == 404)
      #expect(try await running.request("GET", "/api/v1/speech/\(FakeVoice.clip)").status == 401)
    }
  }
}
