import Configuration
import Foundation
import Testing
import Vocabulary

@testable import People
@testable import Server

/// People who may see some streams only.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct StreamLimitTests {
  private static let ward = StreamIdentifier.sample("ward")

  private func with(_ role: Role, _ body: (RunningServer, [String]) async throws -> Void) async throws {
    try await RunningServer.with(people: { desk in
      try await PeopleRouteTests.add(desk, "root", .administrator)
      _ = try await desk.set(PeopleGroup(name: "ward", role: role, streams: [Self.ward]))
      try await PeopleRouteTests.add(desk, "anna", nil, groups: ["ward"])
    }) { running async throws in
      let root = try await PeopleRouteTests.signIn(running, "root").headers
      let body1 = #"{"id":"ward","url":"file:///x.mp4"}"#
      #expect(try await running.request("POST", "/api/v1/streams", headers: root, body: body1).status == 201)
      try await body(running, try await PeopleRouteTests.signIn(running, "anna").headers)
    }
  }

  @Test func `lists, alerts and events of other streams are not theirs to see`() async throws {
    try await with(.clinician) { running, anna async throws in
      let (own, foreign) = (AlertRecord.sample(Self.ward), AlertRecord.sample(.demo))
      let client = try running.client()
      try await client.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\(anna[0])\r\n\r\n")
      #expect(try await client.readEvent(named: "stream").data.contains(#""id":"ward""#))
      await running.backend.raise(foreign)
      await running.backend.raise(own)
      let event = try await client.readEvent(named: "alert")
      #expect(event.data.contains(own.id.text) && !event.data.contains(foreign.id.text))

      let list = try await running.request("GET", "/api/v1/alerts", headers: anna)
      #expect(list.text.contains(own.id.text) && !list.text.contains(foreign.id.text))
      let streams = try await running.request("GET", "/api/v1/streams", headers: anna)
      #expect(streams.text.contains(#""id":"ward""#) && !streams.text.contains(#""id":"demo""#))
      for side in ["", "/entries"] {
        #expect(try await running.request("GET", "/api/v1/alerts/\(own.id)\(side)", headers: anna).status == 200)
        #expect(try await running.request("GET", "/api/v1/alerts/\(foreign.id)\(side)", headers: anna).status == 404)
      }
      let path = "/api/v1/alerts/\(foreign.id)/acknowledgement"
      #expect(try await running.request("POST", path, headers: anna).status == 404)
      #expect(try await running.request("POST", "/api/v1/alerts/\(own.id)/acknowledgement", headers: anna).status == 200)
      // What was missed comes without what is not theirs.
      let replay = try running.client()
      try await replay.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\(anna[0])\r\n\r\n")
      #expect(try await replay.readEvent(named: "alert").data.contains(own.id.text))
      #expect(try await running.request("GET", "/api/v1/session", headers: anna).json()["streams"] == ["ward"])
    }
  }

  @Test func `every route that could tell of other streams is closed to them`() async throws {
    try await with(.clinician) { running, anna async throws in
      for route in await running.server.routes() where route.method == .get {
        let path = route.pattern.text
        guard Authorisation.permissions(of: .clinician).contains(route.permission), !path.hasPrefix("/sign-in") else { continue }
        let names = [
          "{stream}": "demo", "{id}": String(repeating: "0", count: 32), "{session}": String(repeating: "a", count: 32),
        ]
        let address = names.reduce(path) { $0.replacing($1.key, with: $1.value) }
        let client = try running.client()
        try await client.send("GET \(address) HTTP/1.1\r\nHost: localhost\r\n\(anna[0])\r\n\r\n")
        let status = try await client.read(until: "\r\n").split(separator: " ")[1]
        if path.contains("{stream}"), route.kind != .page { #expect(status == "404", "\(path)") }
        if !path.contains("{stream}"), !StreamLimits.isGeneral(route) { #expect(status == "403", "\(path)") }
      }
      for path in ["/api/v1/journal.ndjson", "/api/v1/journal.csv", "/api/v1/calls", "/api/v1/calls/history", "/metrics"] {
        #expect(try await running.request("GET", path, headers: anna).status == 403, "\(path)")
      }
      #expect(try await running.request("GET", "/api/v1/streams/ward/thresholds", headers: anna).status == 200)
      let patch = #"{"melanoma":{"enter":0.7}}"#
      #expect(try await running.request("PATCH", "/api/v1/streams/demo/thresholds", headers: anna, body: patch).status == 404)
      #expect(try await running.request("PATCH", "/api/v1/streams/ward/thresholds", headers: anna, body: patch).status == 200)
    }
  }

  @Test func `a role on one stream gives nothing on another, whatever else is held there`() {
    let demo = StreamIdentifier.demo
    let groups = [
      "a": PeopleGroup(name: "a", role: .clinician, streams: [Self.ward]),
      "b": PeopleGroup(name: "b", role: .viewer, streams: [demo]),
    ]
    let person = Person(
      name: "anna", display: "", role: nil, groups: ["a", "b"], isDisabled: false, proof: .password, provided: [], createdAt: "",
      passwordChangedAt: nil, signedInAt: nil, revision: 1)
    guard let standing = Standing(of: person, groups: groups) else { Issue.record("no standing"); return }
    let anna = Principal(name: "anna", standing: standing)
    #expect(anna.role == .clinician)
    #expect(anna.streams(for: .read) == [Self.ward, demo])
    #expect(anna.streams(for: .setThresholds) == [Self.ward])
    #expect(!Authorisation.allows(anna, .managePeople))
    #expect(Principal(name: "x", role: .viewer, isLocal: false).streams(for: .read) == nil)
  }
}
