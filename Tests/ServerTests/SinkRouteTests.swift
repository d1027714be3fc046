import Testing
import Vocabulary

@testable import Server

@Suite(.timeLimit(.minutes(2))) struct `Sinks over HTTP` {
  private static let json = "Content-Type: application/json"
  private static let id = String(repeating: "a", count: 32)

  @Test func `are listed with every member, previewed, tried and switched`() async throws {
    try await RunningServer.with { running async throws in
      let items = try await running.request("GET", "/api/v1/sinks").json()["items"]
      guard case .array(let sinks)? = items, case .object(let sink)? = sinks.first else { return #expect(Bool(false)) }
      #expect(sink["name"] == "ehr" && sink["fault"] == .null && sink["next_at"] == .null && sink["on"] == true)
      for path in ["dead", "preview"] {
        #expect(try await running.request("GET", "/api/v1/sinks/ehr/\(path)").status == 200)
        #expect(try await running.request("GET", "/api/v1/sinks/other/\(path)").status == 404)
      }
      #expect(try await running.request("POST", "/api/v1/sinks/ehr/test").json()["ok"] == true)
      #expect(try await running.request("DELETE", "/api/v1/sinks/ehr/on").json()["state"] == "off")
      #expect(try await running.request("POST", "/api/v1/sinks/ehr/on").json()["state"] == "ok")
      #expect(try await running.request("POST", "/api/v1/sinks/other/on").status == 404)
    }
  }

  @Test(arguments: [
    (#"{"dead":true}"#, 200, nil), (#"{"ids":["\(Self.id)"]}"#, 200, nil),
    (#"{"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z"}"#, 200, nil), ("{}", 422, ""),
    (#"{"dead":true,"ids":[]}"#, 422, ""),
    (#"{"ids":[]}"#, 422, "/ids"), (#"{"ids":["x"]}"#, 422, "/ids"), (#"{"from":"yesterday","to":"today"}"#, 422, "/from"),
    (#"{"from":"2026-01-01T00:00:00Z"}"#, 422, "/to"), (#"{"dead":"all"}"#, 422, "/dead"), (#"{"dead":false}"#, 422, "/dead"),
    (#"{"nope":1}"#, 422, "/nope"),
  ])
  func `a replay says what it wants, or what is wrong with it`(body: String, status: Int, pointer: String?) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request(
        "POST", "/api/v1/sinks/ehr/replay", headers: [Self.json], body: body.replacing("\\(Self.id)", with: Self.id))
      #expect(reply.status == status)
      #expect(try reply.json()["pointer"]?.text == pointer)
    }
  }
}
