import Configuration
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct CallRouteTests {
  @Test func `a message is known by its signature, whoever brings it and under whatever name the server is reached`() async throws
  {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      for headers in [
        [], ["Authorization: Bearer wrong"], [AccessTests.bearer(.viewer)], ["Origin: https://evil.example"], ["Cookie: skino=x"],
      ] {
        let path = "/api/v1/vapi/messages?x=1"
        let good = try await running.request(
          "POST", path, headers: headers + ["X-Signature: good"], body: "{}", host: "skino.example")
        #expect(good.status == 200)
        #expect(try good.json() == ["bytes": 2, "path": .string(path)])
        let bad = try await running.request("POST", path, headers: headers, body: "{}")
        #expect(bad.status == 401)
      }
      // The header twice is no signature: which of them would count?
      let twice = try await running.request(
        "POST", "/api/v1/vapi/messages", headers: ["X-Signature: good", "X-Signature: good"], body: "{}")
      #expect(twice.status == 401)
      // Wrong bearers on signed routes are not tries of a token: nobody is locked out by them.
      for _ in 0..<15 {
        _ = try await running.request("POST", "/api/v1/vapi/messages", headers: ["Authorization: Bearer wrong"], body: "{}")
      }
      #expect(try await running.request("GET", "/api/v1/calls", headers: [AccessTests.bearer(.viewer)]).status == 200)
    }
  }

  @Test func `a message without tokens needs its signature too`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("POST", "/api/v1/vapi/messages", body: "{}").status == 401)
      #expect(try await running.request("POST", "/api/v1/vapi/voice", body: "{}").status == 401)
    }
  }

  @Test func `a message that is too long is refused before it is read`() async throws {
    var limits = ServerLimits()
    limits.callMessageBytes = 10
    try await RunningServer.with(limits: limits) { running async throws in
      let client = try running.client()
      try await client.send(
        "POST /api/v1/vapi/messages HTTP/1.1\r\nHost: localhost\r\nX-Signature: good\r\nContent-Length: 11\r\n\r\n")
      #expect(try await client.readResponse().status == 413)
    }
  }

  @Test func `too many messages are told to come later`() async throws {
    var limits = ServerLimits()
    (limits.mediaBurst, limits.mediaPerSecond) = (2, 0.001)
    try await RunningServer.with(limits: limits) { running async throws in
      var statuses: [Int] = []
      for _ in 0..<3 { statuses.append(try await running.request("POST", "/api/v1/vapi/messages", body: "{}").status) }
      #expect(statuses == [401, 401, 429])
    }
  }

  @Test func `the voice answers with samples alone`() async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", "/api/v1/vapi/voice", headers: ["X-Signature: good"], body: "{}")
      #expect(reply.status == 200 && reply.header("content-type") == "application/octet-stream" && reply.body == [1, 0, 2, 0])
    }
  }

  @Test func `a call is asked for, is told, and is ended; where to join it is for who asked`() async throws {
    try await RunningServer.with { running async throws in
      let json = ["Content-Type: application/json"]
      let started = try await running.request("POST", "/api/v1/calls", headers: json, body: #"{"kind":"web"}"#)
      #expect(started.status == 201)
      #expect(try started.json()["joining"] == "https://join.example/1")
      #expect(started.header("cache-control") == "no-store")
      let state = try await running.request("GET", "/api/v1/calls").json()
      #expect(state["call"]?["status"] == "queued" && state["fault"] == .null && state["joining"] == nil)
      #expect(try await running.request("POST", "/api/v1/calls", headers: json, body: #"{"kind":"phone"}"#).status == 409)
      #expect(try await running.request("POST", "/api/v1/calls", headers: json, body: #"{"kind":"pigeon"}"#).status == 422)
      #expect(
        try await running.request("POST", "/api/v1/calls", headers: json, body: #"{"kind":"web","number":"1"}"#).status == 422)
      let ended = try await running.request("DELETE", "/api/v1/calls").json()
      #expect(ended["call"] == .null)
    }
  }

  @Test func `calls are told to who may respond, with what is not known as null`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let path = "/api/v1/calls/history"
      #expect(try await running.request("GET", path, headers: [AccessTests.bearer(.viewer)]).status == 403)
      let reply = try await running.request("GET", path, headers: [AccessTests.bearer(.reviewer)])
      #expect(reply.status == 200)
      let items = try reply.json()["items"]
      guard case .array(let calls)? = items, let call = calls.first else {
        Issue.record("no call")
        return
      }
      #expect(call["state"] == "ended" && call["lasted_ms"] == 41_000 && call["cost_usd"] == 0.031)
      #expect(call["by"] == .null && call["service_seconds"] == .null)
      #expect(call["lines"] == [["at": "2026-11-28T08:00:10.000Z", "speaker": "server", "text": "Warning, resembles melanoma."]])
    }
  }
}
