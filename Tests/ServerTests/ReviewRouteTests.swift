import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct ReviewRouteTests {
  private static let json = ["Content-Type: application/json"]
  private static let path = "/api/v1/review/cases/\(FakeReview.name)"

  @Test func `a case is read, judged, revealed, and cannot be judged again`() async throws {
    try await RunningServer.with { running async throws in
      let queue = try await running.request("GET", "/api/v1/review/queue").json()
      #expect(queue["alerts_without_pictures"] == 4 && queue["next"] == .null)
      let before = try await running.request("GET", Self.path).json()
      #expect(before["result"] == .null && before["own"] == .null && before["round"] == "first")
      #expect(try await running.request("GET", Self.path + "/pictures/0").header("content-type") == "image/jpeg")
      for number in ["1", "x", "-1", "999"] {
        #expect(try await running.request("GET", Self.path + "/pictures/\(number)").status == 404)
      }
      let answer = #"{"condition":"melanoma","certainty":"high","comment":"=1+1","shown_ms":3200}"#
      let judged = try await running.request("POST", Self.path + "/verdict", headers: Self.json, body: answer)
      #expect(judged.status == 201)
      #expect(try judged.json()["result"]?["kind"] == "quiet" && judged.json()["own"]?["condition"] == "melanoma")
      #expect(try await running.request("POST", Self.path + "/verdict", headers: Self.json, body: answer).status == 409)
      let csv = try await running.request("GET", "/api/v1/review/verdicts.csv")
      #expect(csv.text.contains("'=1+1") && csv.text.contains("3200") && csv.text.hasPrefix("at,session,alert,stretch,reader"))
      let lines = try await running.request("GET", "/api/v1/review/verdicts.ndjson")
      #expect(lines.text.contains(#""blinded":true"#) && lines.text.contains(#""research_use_only":true"#))
    }
  }

  @Test(arguments: [
    (#"{"certainty":"high"}"#, "/condition"), (#"{"condition":"Not One","certainty":"high"}"#, "/condition"),
    (#"{"condition":"none"}"#, "/certainty"), (#"{"condition":"none","certainty":"sure"}"#, "/certainty"),
    (#"{"condition":"none","certainty":"low","comment":5}"#, "/comment"),
    (#"{"condition":"none","certainty":"low","shown_ms":-1}"#, "/shown_ms"),
    (#"{"condition":"none","certainty":"low","round":"second"}"#, "/round"),
  ])
  func `a wrong answer is pointed at`(_ body: String, _ pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", Self.path + "/verdict", headers: Self.json, body: body)
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string(pointer))
    }
  }
}
