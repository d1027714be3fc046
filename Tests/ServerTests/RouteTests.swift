import Configuration
import Foundation
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct RouteTests {
  private static let json = "Content-Type: application/json"

  @Test func `streams are listed, added, read and removed`() async throws {
    try await RunningServer.with { running async throws in
      let list = try await running.request("GET", "/api/v1/streams").json()
      #expect(list["next"] == .null)
      let body = #"{"id":"ward","url":"rtsp://127.0.0.1:8554/cam","pack":"dermatology"}"#
      let added = try await running.request("POST", "/api/v1/streams", headers: [Self.json], body: body)
      #expect(added.status == 201)
      #expect(added.header("location") == "/api/v1/streams/ward")
      let again = try await running.request("POST", "/api/v1/streams", headers: [Self.json], body: body)
      #expect(again.status == 409)
      let state = try await running.request("GET", "/api/v1/streams/ward").json()
      #expect(state["id"] == .string("ward"))
      #expect(state["age_ms"] == .null)
      #expect(try await running.request("DELETE", "/api/v1/streams/ward").status == 204)
      #expect(try await running.request("DELETE", "/api/v1/streams/ward").status == 404)
    }
  }

  @Test(arguments: [
    (#"{"url":"rtsp://x"}"#, 422, "/id"), (#"{"id":"A","url":"rtsp://x"}"#, 422, "/id"), (#"{"id":"a"}"#, 422, "/url"),
    (#"{"id":"a","url":"rtsp://x","nope":1}"#, 422, "/nope"), (#"{"id":"a","url":5}"#, 422, "/url"),
    (#"{"id":"a","url":"http://forbidden"}"#, 422, "/url"), ("[]", 400, nil), ("{", 400, nil),
    (String(repeating: "[", count: 60_000), 400, nil),
  ])
  func `a wrong stream request says what is wrong`(body: String, status: Int, pointer: String?) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", "/api/v1/streams", headers: [Self.json], body: body)
      #expect(reply.status == status)
      #expect(try reply.json()["pointer"]?.text == pointer)
    }
  }

  @Test func `a body of another type is refused`() async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", "/api/v1/streams", headers: ["Content-Type: text/plain"], body: "{}")
      #expect(reply.status == 415)
    }
  }

  @Test func `thresholds change field by field, with a version`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/streams/demo/thresholds"
      let before = try await running.request("GET", path)
      let tag = try #require(before.header("etag"))
      #expect(tag == "\"r1\"")
      let change = #"{"melanoma":{"enter":0.7,"dwell_ms":100}}"#
      let changed = try await running.request("PATCH", path, headers: [Self.json, "If-Match: \(tag)"], body: change)
      #expect(changed.status == 200)
      #expect(changed.header("etag") == "\"r2\"")
      let setting = try changed.json()["melanoma"]
      #expect(setting?["enter"]?.double == 0.7)
      #expect(setting?["exit"]?.double == 0.5)
      #expect(setting?["dwell_ms"] == .integer(100))
      let stale = try await running.request("PATCH", path, headers: [Self.json, "If-Match: \(tag)"], body: change)
      #expect(stale.status == 412)
      #expect(stale.header("etag") == "\"r2\"")
      #expect(try await running.request("PATCH", path, headers: [Self.json, "If-Match: *"], body: change).status == 200)
      #expect(try await running.request("PATCH", path, headers: [Self.json], body: change).status == 200)
    }
  }

  @Test(arguments: [
    (#"{"melanoma":{"enter":1.5}}"#, "/melanoma/enter"), (#"{"melanoma":{"exit":0.9}}"#, "/melanoma/exit"),
    (#"{"melanoma":{"k":9}}"#, "/melanoma/k"), (#"{"melanoma":{"k":1.5}}"#, "/melanoma/k"),
    (#"{"melanoma":{"scale":"odds"}}"#, "/melanoma/scale"), (#"{"melanoma":{"enabled":1}}"#, "/melanoma/enabled"),
    (#"{"melanoma":{"colour":1}}"#, "/melanoma/colour"), (#"{"melanoma":null}"#, "/melanoma"),
    (#"{"unheard-of":{"enter":0.5,"exit":0.4}}"#, "/unheard-of"), (#"{"Not An Id":{}}"#, "/Not An Id"),
    (#"{"melanocytic-nevus":{"k":2}}"#, "/melanocytic-nevus/enter"),
  ])
  func `a wrong threshold is pointed at`(body: String, pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("PATCH", "/api/v1/streams/demo/thresholds", headers: [Self.json], body: body)
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `ordinary frames are recorded, watched, frozen and cancelled`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/streams/demo/background"
      let read = try await running.request("GET", path).json()
      #expect(read["state"] == .string("none") && read["recording"] == .null && read["recorded"] == .null)
      #expect(read["rates"]?["melanoma"] != nil)
      let started = try await running.request("POST", path, headers: [Self.json], body: #"{"seconds":60}"#)
      #expect(started.status == 202)
      #expect(try started.json()["state"] == .string("recording"))
      #expect(await running.backend.actions.contains { $0.hasPrefix("background of 60 s") })
      #expect(try await running.request("POST", path + "/freeze").status == 202)
      #expect(try await running.request("DELETE", path).status == 409)
      #expect(try await running.request("GET", "/api/v1/streams/nobody/background").status == 404)
    }
  }

  @Test(arguments: ["{}", #"{"seconds":9}"#, #"{"seconds":1201}"#, #"{"seconds":"60"}"#, #"{"seconds":60.5}"#])
  func `a recording of a wrong length is pointed at`(body: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", "/api/v1/streams/demo/background", headers: [Self.json], body: body)
      #expect(reply.status == 422)
      #expect(try reply.json()["pointer"] == .string("/seconds"))
    }
  }

  @Test func `alerts page, and are acknowledged, silenced and undone`() async throws {
    try await RunningServer.with { running async throws in
      let record = AlertRecord.sample()
      for alert in [record, .sample(), .sample(.sample("ward"))] { await running.backend.raise(alert) }
      let page = try await running.request("GET", "/api/v1/alerts?limit=2").json()
      #expect(page["next"] == .string("2"))
      let rest = try await running.request("GET", "/api/v1/alerts?limit=2&after=2").json()
      #expect(rest["next"] == .null)
      let filtered = try await running.request("GET", "/api/v1/alerts?stream=ward&limit=99999999999999999999").json()
      guard case .array(let items) = filtered["items"] else { throw RawClient.Failure(description: "no items") }
      #expect(items.count == 1)
      #expect(items[0]["ended_at"] == .null)
      #expect(try await running.request("GET", "/api/v1/alerts?limit=0").status == 422)
      #expect(try await running.request("GET", "/api/v1/alerts?state=odd").status == 422)

      let path = "/api/v1/alerts/\(record.id)"
      #expect(try await running.request("GET", path).json()["state"] == .string("active"))
      let seen = try await running.request("POST", path + "/acknowledgement").json()
      #expect(seen["acknowledged"]?["by"] == .string("local"))
      #expect(try await running.request("DELETE", path + "/acknowledgement").json()["acknowledged"] == .null)
      let silence = try await running.request("POST", path + "/silence", body: #"{"reason":"known","seconds":600}"#)
      #expect(try silence.json()["silence_reason"] == .string("known"))
      #expect(try await running.request("DELETE", path + "/silence").json()["silence_reason"] == .null)
      for (body, pointer) in [
        (#"{"seconds":5}"#, "/reason"), (#"{"reason":"x"}"#, "/seconds"), (#"{"reason":"x","seconds":0}"#, "/seconds"),
      ] {
        let reply = try await running.request("POST", path + "/silence", body: body)
        #expect(reply.status == 422)
        #expect(try reply.json()["pointer"] == .string(pointer))
      }
      let entries = try await running.request("GET", path + "/entries")
      #expect(!entries.text.contains("vector"))
      #expect(entries.text.contains("alert-raised"))
      #expect(try await running.request("GET", "/api/v1/alerts/\(AlertIdentifier())").status == 404)
      #expect(try await running.request("GET", "/api/v1/alerts/nonsense").status == 404)
    }
  }

  @Test func `the journal comes out whole, with vectors for administrators only`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      for _ in 0..<620 { await running.backend.append(.alertRaised, alert: .sample()) }
      let lines = try await running.request("GET", "/api/v1/journal.ndjson", headers: [AccessTests.bearer(.administrator)])
      #expect(lines.header("content-type") == "application/x-ndjson")
      #expect(lines.text.split(separator: "\n").count == 620)
      #expect(lines.text.contains("\"vector\""))
      let fewer = try await running.request("GET", "/api/v1/journal.ndjson?after=610", headers: [AccessTests.bearer(.clinician)])
      #expect(fewer.text.split(separator: "\n").count == 10)
      #expect(!fewer.text.contains("\"vector\""))
      let table = try await running.request("GET", "/api/v1/journal.csv", headers: [AccessTests.bearer(.reviewer)])
      #expect(table.text.split(separator: "\r\n").count == 621)
      await running.backend.setJournalFailure(.journal(.corrupt))
      #expect(
        try await running.request("GET", "/api/v1/journal.csv", headers: [AccessTests.bearer(.reviewer)]).status == 503)
    }
  }

  @Test func `what is loaded is listed`() async throws {
    try await RunningServer.with { running async throws in
      let conditions = try await running.request("GET", "/api/v1/conditions").json()
      guard case .array(let items) = conditions["items"] else { throw RawClient.Failure(description: "no items") }
      #expect(items.count == 2)
      #expect(items[0]["proven"] == .bool(true))
      #expect(items[1]["tier"] == .null)
      let packs = try await running.request("GET", "/api/v1/packs")
      #expect(packs.text.contains("normal-skin"))
      let models = try await running.request("GET", "/api/v1/models").text
      #expect(models.contains("skinlite") && models.contains(#""maps":"hidden""#))
    }
  }

  @Test func `a picture is analysed by its bytes`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3]
      let reply = try await client.exchange("POST", "/api/v1/analyses", headers: ["Content-Type: image/jpeg"], body: picture)
      #expect(reply.status == 200)
      #expect(try reply.json()["findings"] != nil)
      #expect(try await client.exchange("POST", "/api/v1/analyses", body: [0xFF, 0xD8, 0xFF, 0xE0]).status == 422)
      #expect(try await client.exchange("POST", "/api/v1/analyses", body: Array("GIF89a".utf8)).status == 415)
    }
  }

  @Test func `the description has every route, and says what each asks for`() async throws {
    try await RunningServer.with { running async throws in
      let document = try await running.request("GET", "/openapi.json").json()
      #expect(document["openapi"] == .string("3.1.0"))
      for route in await running.server.routes() where route.kind == .api || route.kind == .media {
        let operation = document["paths"]?[route.pattern.text]?[route.method.rawValue.lowercased()]
        #expect(operation?["x-permission"] == .string(route.permission.rawValue), "\(route.method) \(route.pattern.text)")
        guard case .object(let responses) = operation?["responses"] else {
          Issue.record("\(route.pattern.text) has no responses")
          continue
        }
        #expect(responses.keys.contains { $0.hasPrefix("2") || ["101", "303"].contains($0) })
      }
    }
  }
}
