import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct TeachingRouteTests {
  private static let json = "Content-Type: application/json"

  @Test func `heads are read, learned, put in force and rolled back`() async throws {
    try await RunningServer.with { running async throws in
      let read = try await running.request("GET", "/api/v1/heads").json()
      #expect(read["fitting"]?["state"] == .string("idle") && read["research_use_only"] == .bool(true))
      let begun = try await running.request("POST", "/api/v1/heads", headers: [Self.json], body: #"{"name":"house"}"#)
      #expect(begun.status == 202)
      #expect(try begun.json()["state"] == .string("running"))
      #expect(try await running.request("POST", "/api/v1/heads/house/2/activation").status == 200)
      #expect(try await running.request("POST", "/api/v1/heads/house/rollback").status == 200)
      let actions = running.backend.teachingDouble.actions
      #expect(actions == ["learn house by local", "activate house 2 by local", "roll back house by local"])
    }
  }

  @Test func `a wrong request says what is wrong`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/heads"
      #expect(try await running.request("POST", path, headers: [Self.json], body: "{}").status == 422)
      #expect(try await running.request("POST", path, headers: [Self.json], body: #"{"name":"a","x":1}"#).status == 422)
      #expect(try await running.request("POST", path, headers: [Self.json], body: #"{"name":"taken"}"#).status == 409)
      #expect(try await running.request("POST", path + "/house/first/activation").status == 404)
      #expect(try await running.request("POST", path + "/house/0/activation").status == 404)
    }
  }
}
