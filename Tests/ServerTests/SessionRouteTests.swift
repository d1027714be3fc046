import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct SessionRouteTests {
  private static let json = ["Content-Type: application/json"]
  private static let path = "/api/v1/sessions/\(FakeSessions.present)"

  @Test func `a session is read and changed, with every member and a version`() async throws {
    try await RunningServer.with { running async throws in
      let read = try await running.request("GET", Self.path)
      #expect(read.header("etag") == "\"1\"")
      for member in ["subject", "notes", "ended_at", "purge_due_at", "receipt"] {
        #expect(try read.json()[member] == .null, "\(member)")
      }
      #expect(try read.json()["consent"]?["retain_days"] == .null)
      let body = #"{"subject":"P-17","notes":"left arm","consent":{"snapshots":true,"retain_days":30}}"#
      let changed = try await running.request("PATCH", Self.path, headers: Self.json + ["If-Match: \"1\""], body: body).json()
      #expect(changed["subject"] == "P-17" && changed["notes"] == "left arm")
      #expect(changed["consent"]?["snapshots"] == .bool(true) && changed["consent"]?["speak"] == .bool(true))
      #expect(changed["purge_due_at"] == "2026-01-31T00:00:00.000Z")
      let stale = try await running.request("PATCH", Self.path, headers: Self.json + ["If-Match: \"1\""], body: body)
      #expect(stale.status == 412)
      let cleared = #"{"subject":null,"consent":{"retain_days":null}}"#
      let after = try await running.request("PATCH", Self.path, headers: Self.json, body: cleared).json()
      #expect(after["subject"] == .null && after["purge_due_at"] == .null)
    }
  }

  @Test(arguments: [
    (#"{}"#, ""), (#"{"subject":"Ada Lovelace"}"#, "/subject"), (#"{"subject":7}"#, "/subject"), (#"{"notes":[]}"#, "/notes"),
    (#"{"consent":true}"#, "/consent"), (#"{"consent":{"speak":"yes"}}"#, "/consent/speak"),
    (#"{"consent":{"film":true}}"#, "/consent/film"), (#"{"consent":{"retain_days":-1}}"#, "/consent/retain_days"),
    (#"{"colour":1}"#, "/colour"),
  ])
  func `a wrong change is pointed at`(_ body: String, _ pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("PATCH", Self.path, headers: Self.json, body: body)
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `sessions are listed by state, and a wrong filter is pointed at`() async throws {
    try await RunningServer.with { running async throws in
      let purged = try await running.request("GET", "/api/v1/sessions?state=purged").json()
      guard case .array(let items)? = purged["items"] else { return #expect(Bool(false), "no list") }
      #expect(items.count == 1 && items[0]["receipt"]?["snapshots"] == 2 && items[0]["stream"] == .null)
      for (query, pointer) in [
        ("state=over", "/state"), ("subject=a%20b", "/subject"), ("stream=A", "/stream"), ("limit=0", "/limit"),
      ] {
        let reply = try await running.request("GET", "/api/v1/sessions?\(query)")
        #expect(reply.status == 422)
        #expect(try reply.json()["pointer"] == .string(pointer))
      }
    }
  }

  @Test func `withdrawal needs a reason and answers with a receipt that can be fetched again`() async throws {
    try await RunningServer.with { running async throws in
      let path = Self.path + "/withdrawal"
      #expect(try await running.request("POST", path, headers: Self.json, body: "{}").status == 422)
      let long = #"{"reason":"\#(String(repeating: "x", count: 501))"}"#
      #expect(try await running.request("POST", path, headers: Self.json, body: long).status == 422)
      let receipt = try await running.request("POST", path, headers: Self.json, body: #"{"reason":"asked to"}"#).json()
      #expect(receipt["sequence"] == 9 && receipt["research_use_only"] == .bool(true))
      let file = try await running.request("GET", "/api/v1/sessions/\(FakeSessions.purged)/receipt")
      #expect(file.header("content-disposition")?.contains("receipt-") == true)
      #expect(try await running.request("GET", Self.path + "/receipt").status == 409)
      let report = try await running.request("GET", "/api/v1/sessions/\(FakeSessions.purged)/report")
      #expect(report.status == 409)
      #expect(try report.json()["type"] == "urn:skino:problem:purged-session")
      #expect(try await running.request("GET", "/api/v1/sessions/nothing").status == 404)
    }
  }
}
