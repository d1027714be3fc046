import Configuration
import Soup
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct HouseRouteTests {
  private static let json = ["Content-Type: application/json"]

  @Test func `the last diagnosis is read, and a new one begins without waiting for it`() async throws {
    try await RunningServer.with { running async throws in
      let known = try await running.request("GET", "/api/v1/diagnosis").json()
      #expect(known["running"] == .bool(false))
      #expect(known["checks"]?[0]?["remedy"] == .string("connect one"))
      let begun = try await running.request("POST", "/api/v1/diagnosis")
      #expect(begun.status == 202)
      #expect(try begun.json()["running"] == .bool(true))
    }
  }

  @Test func `storage, settings and a pack's remarks are told, and an unknown pack is not found`() async throws {
    try await RunningServer.with { running async throws in
      let storage = try await running.request("GET", "/api/v1/storage").json()
      #expect(storage["items"]?[0]?["bytes"]?.double == 7)
      #expect(storage["free_bytes"] == .null)
      let settings = try await running.request("GET", "/api/v1/settings").json()
      #expect(settings["escalation"]?["after_seconds"]?.double == 120)
      #expect(settings["voice"]?["budget"]?.double == 12)
      #expect(settings["overlay_text"] == .null)
      #expect(try await running.request("GET", "/api/v1/packs/dermatology/lint").json()["items"]?[0]?["line"]?.double == 3)
      #expect(try await running.request("GET", "/api/v1/packs/none/lint").status == 404)
    }
  }

  @Test func `a sentence can be tried, and bad input says where it is wrong`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/voice/trial"
      let trial = try await running.request(
        "POST", path, headers: Self.json, body: #"{"condition":"melanoma","tier":"caution"}"#
      ).json()
      #expect(trial["text"] == .string("caution, resembles melanoma."))
      for (body, pointer) in [
        (#"{}"#, "/condition"), (#"{"condition":"x"}"#, "/condition"), (#"{"condition":"melanoma","tier":"loud"}"#, "/tier"),
        (#"{"condition":"melanoma","say":"hello"}"#, "/say"),
      ] {
        let refused = try await running.request("POST", path, headers: Self.json, body: body)
        #expect(refused.status == 422, "\(body)")
        #expect(try refused.json()["pointer"] == .string(pointer))
      }
    }
  }

  @Test func `one key hides every overlay, by name, and another shows them again`() async throws {
    try await RunningServer.with(tokens: ["0123456789abcdef": .publisher, "fedcba9876543210": .viewer]) { running async throws in
      func call(_ method: String, _ path: String, _ secret: String) async throws -> Response {
        try await running.request(method, path, headers: ["Authorization: Bearer \(secret)"])
      }
      #expect(try await call("GET", "/api/v1/overlay", "fedcba9876543210").json()["hidden"] == .bool(false))
      #expect(try await call("POST", "/api/v1/overlay/hidden", "fedcba9876543210").status == 403)
      #expect(try await call("POST", "/api/v1/overlay/hidden", "0123456789abcdef").json()["hidden"] == .bool(true))
      let now = try await call("GET", "/api/v1/overlay", "fedcba9876543210").json()
      #expect(now["hidden"] == .bool(true))
      #expect(now["by"]?.text?.isEmpty == false)
      #expect(try await call("DELETE", "/api/v1/overlay/hidden", "0123456789abcdef").json()["hidden"] == .bool(false))
    }
  }

  @Test func `a zone is drawn, named and taken away`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/streams/demo/zones"
      let body = #"{"x":0.2,"y":0.3,"width":0.4,"height":0.1,"label":"tattoo"}"#
      let added = try await running.request("POST", path, headers: Self.json, body: body)
      #expect(added.status == 201)
      let id = try #require(try added.json()["items"]?[0]?["id"]?.text)
      #expect(try await running.request("GET", path).json()["suppressed"]?.double == 4)
      _ = try await running.request("POST", path, headers: Self.json, body: body)
      #expect(try await running.request("POST", path, headers: Self.json, body: body).status == 409)
      let left = try await running.request("DELETE", "\(path)/\(id)").json()
      #expect(left["items"]?[0]?["label"] == .string("tattoo") && left["items"]?[1] == nil)
      #expect(try await running.request("DELETE", "\(path)/nonsense").status == 404)
      #expect(try await running.request("DELETE", path).json()["items"] == .array([]))
      #expect(try await running.request("GET", "/api/v1/streams/none/zones").status == 404)
    }
  }

  @Test(arguments: [
    (#"{"y":0,"width":0.1,"height":0.1}"#, "/x"), (#"{"x":-0.1,"y":0,"width":0.1,"height":0.1}"#, "/x"),
    (#"{"x":"0","y":0,"width":0.1,"height":0.1}"#, "/x"), (#"{"x":0,"y":0,"width":0,"height":0.1}"#, "/width"),
    (#"{"x":0.8,"y":0,"width":0.3,"height":0.1}"#, "/width"), (#"{"x":0,"y":0.95,"width":0.3,"height":0.1}"#, "/height"),
    (#"{"x":0,"y":0,"width":0.3,"height":0.1,"colour":"red"}"#, "/colour"),
    (#"{"x":0,"y":0,"width":0.3,"height":0.1,"label":7}"#, "/label"),
  ])
  func `a zone that is none is refused with the place that is wrong`(_ body: String, _ pointer: String) async throws {
    try await RunningServer.with { running async throws in
      let refused = try await running.request("POST", "/api/v1/streams/demo/zones", headers: Self.json, body: body)
      #expect(refused.status == 422)
      #expect(try refused.json()["pointer"] == .string(pointer))
    }
  }

  @Test func `the overlay's state comes as an event of its own, whatever stream is followed`() {
    let state = OverlayState(isHidden: true, by: "ada", at: "2026-01-01T00:00:00.000Z")
    let message = EventMessage(.overlay(state), at: Moment(monotonic: .zero, wallMilliseconds: 0))
    let text = String(decoding: message.bytes.bytes, as: UTF8.self)
    #expect(message.stream == nil)
    #expect(text.hasPrefix("event: overlay\ndata: {\"at\":"))
    #expect(text.contains("\"hidden\":true") && text.contains("\"fault\":null"))
  }

  @Test func `a verdict and what a sink was given up on come as events of their own`() {
    let at = Moment(monotonic: .zero, wallMilliseconds: 0)
    let alert = AlertIdentifier()
    func text(_ event: ServerEvent) -> String { String(decoding: EventMessage(event, at: at).bytes.bytes, as: UTF8.self) }
    let judged = VerdictNotice(alert: alert, stream: .demo, round: .second, at: "2026-01-01T00:00:00.000Z")
    #expect(EventMessage(.verdict(judged), at: at).stream == .demo)
    #expect(text(.verdict(judged)).hasPrefix("event: verdict\ndata: {\"alert\":\"\(alert.text)\""))
    let quiet = VerdictNotice(alert: nil, stream: nil, round: .first, at: "2026-01-01T00:00:00.000Z")
    #expect(text(.verdict(quiet)).contains("\"alert\":null") && text(.verdict(quiet)).contains("\"stream\":null"))
    let dead = SinkNotice(sink: "ehr", dead: 3)
    #expect(text(.sink(dead)) == "event: sink\ndata: {\"dead\":3,\"sink\":\"ehr\"}\n\n")
  }
}

extension JSONValue {
  /// An element of an array; `nil` if there is none.
  subscript(_ index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
