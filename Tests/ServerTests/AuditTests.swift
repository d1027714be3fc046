import Configuration
import GLib
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct AuditTests {
  /// What is not audited, said a second time and by hand. Whatever else there is, is.
  static let unaudited: Set<String> = [
    "GET /metrics", "GET /openapi.json", "GET /health", "GET /health/ready", "GET /health/live", "GET /api/v1/session",
    "GET /api/v1/session/options", "POST /api/v1/session/activity", "GET /sign-in/provider",
    "GET /api/v1/streams", "GET /api/v1/streams/{stream}", "GET /api/v1/streams/{stream}/voice", "GET /api/v1/speech/{clip}",
    "GET /api/v1/calls", "GET /api/v1/conditions", "GET /api/v1/packs", "GET /api/v1/models", "GET /api/v1/evidence",
    "GET /api/v1/evidence/pictures/{hash}", "GET /api/v1/knowledge", "GET /api/v1/knowledge/documents",
    "GET /api/v1/knowledge/documents/{id}", "GET /api/v1/knowledge/passages/{id}", "GET /api/v1/knowledge/search",
    "GET /api/v1/conditions/{condition}/knowledge", "GET /api/v1/ontology/{code}",
    "GET /api/v1/knowledge/passages/{id}/history", "GET /api/v1/knowledge/review", "GET /api/v1/knowledge/imports",
    "POST /api/v1/vapi/messages", "POST /api/v1/vapi/voice",
    "GET /whip/{stream}", "GET /whip/{stream}/{session}", "GET /whep/{stream}", "GET /whep/{stream}/{session}",
    "PATCH /whip/{stream}/{session}", "PATCH /whep/{stream}/{session}",
    "OPTIONS /whip/{stream}", "OPTIONS /whip/{stream}/{session}", "OPTIONS /whep/{stream}", "OPTIONS /whep/{stream}/{session}",
  ]

  @Test func `every route is audited but those that are written down`() async throws {
    try await RunningServer.with { running async throws in
      for route in await running.server.routes() where ![.page, .asset, .inference, .prediction].contains(route.kind) {
        let name = "\(route.method.rawValue) \(route.pattern.text)"
        let isRecorded = if case .recorded = AuditRule.of(route) { true } else { false }
        #expect(isRecorded != Self.unaudited.contains(name), "\(name)")
      }
    }
  }

  @Test func `who opened which alert is one row, and so is a list`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let record = AlertRecord.sample()
      await running.backend.raise(record)
      for _ in 0..<5 {
        for path in ["/api/v1/alerts", "/api/v1/alerts/\(record.id)", "/api/v1/streams"] {
          #expect(try await running.request("GET", path, headers: [AccessTests.bearer(.clinician)]).status == 200)
        }
      }
      let missing = String(repeating: "0", count: 32)
      #expect(
        try await running.request("GET", "/api/v1/alerts/\(missing)", headers: [AccessTests.bearer(.clinician)]).status == 404)
      let events = running.backend.kept.events
      #expect(events.map(\.what) == ["alerts", "alerts/{id}"])
      #expect(events.map(\.subject) == [nil, record.id.text])
      #expect(events.allSatisfy { $0.actor.name == "clinician" && $0.actor.proof == "token" && $0.action == .read })
    }
  }

  @Test func `over the Model Context Protocol each tool and each alert that was seen is a row`() async throws {
    try await RunningServer.with(
      tokens: AccessTests.tokens, scoped: Set(Role.allCases)
    ) { running async throws in
      let (one, two) = (AlertRecord.sample(), AlertRecord.sample())
      for record in [one, two] { await running.backend.raise(record) }
      let client = try await McpClient.ready(running, as: .clinician)
      for _ in 0..<2 {
        for alert in [one, two] { _ = try await client.call("get_alert", ["alert": .string(alert.id.text)]) }
        _ = try await client.call("list_alerts")
        _ = try await client.call("search_knowledge", ["query": "the name of a patient"])
        _ = try await client.call("get_alert", ["alert": "the name of a patient"])
        _ = try await client.call("the name of a patient")
        _ = try await client.ask("resources/read", ["uri": .string("skino://alerts/\(two.id.text)")])
        _ = try await client.call("acknowledge_alert", ["alert": .string(one.id.text)])
      }
      let events = running.backend.kept.events.filter { $0.what == "mcp" }
      let changes = events.filter { $0.action == .update }.map(\.subject)
      #expect(changes == ["acknowledge_alert \(one.id.text)", "acknowledge_alert \(one.id.text)"], "a change is a row each time")
      let seen = events.filter { $0.action == .execute }.compactMap(\.subject)
      #expect(
        seen.sorted()
          == [
            "get_alert", "get_alert \(one.id.text)", "get_alert \(two.id.text)", "list_alerts", "search_knowledge",
            "skino://alerts/\(two.id.text)",
          ].sorted(), "once each, and no words of a caller")
    }
  }

  @Test func `each change is a row with before and after, and a refusal is one too`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let path = "/api/v1/streams/demo/thresholds"
      for enter in ["0.7", "0.8"] {
        let body = #"{"melanoma":{"enter":\#(enter)}}"#
        #expect(try await running.request("PATCH", path, headers: [AccessTests.bearer(.clinician)], body: body).status == 200)
      }
      #expect(try await running.request("PATCH", path, headers: [AccessTests.bearer(.viewer)], body: "{}").status == 403)
      #expect(
        try await running.request("PATCH", path, headers: [AccessTests.bearer(.clinician)], body: #"{"melanoma":{"enter":7}}"#)
          .status
          == 422)
      let events = running.backend.kept.events
      #expect(events.map(\.outcome) == [.success, .success, .refused, .failed])
      #expect(events[0].before?["melanoma"]?["enter"]?.double == 0.62)
      #expect(events[0].after?["melanoma"]?["enter"]?.double == 0.7)
      #expect(events[1].before == events[0].after)
      #expect(events.allSatisfy { $0.kind == "streams" && $0.subject == "demo" && $0.what == "streams/{stream}/thresholds" })
      #expect(events[2].actor.role == "viewer")
    }
  }

  @Test func `signing in and out is audited, and a wrong token names nobody`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let signIn = try await running.request("POST", "/api/v1/session", body: #"{"token":"secret-of-viewer-0123456789"}"#)
      let cookie = "Cookie: " + (signIn.header("set-cookie") ?? "").prefix { $0 != ";" }
      let csrf = try #require(try signIn.json()["csrf"]?.text)
      _ = try await running.request("DELETE", "/api/v1/session", headers: [cookie, "X-CSRF-Token: \(csrf)"])
      _ = try await running.request("POST", "/api/v1/session", body: #"{"token":"a password typed here"}"#)
      let events = running.backend.kept.events
      #expect(events.map(\.action) == [.signIn, .signOut, .signIn])
      #expect(events.map(\.actor.name) == ["viewer", "viewer", "unknown"])
      #expect(events.last?.outcome == .refused)
      #expect(!"\(events)".contains("typed here"))
    }
  }

  @Test func `the administrator pages through it and takes it out as FHIR`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      let admin = [AccessTests.bearer(.administrator)]
      for _ in 0..<3 { _ = try await running.request("DELETE", "/api/v1/streams/none", headers: admin) }
      let first = try await running.request("GET", "/api/v1/audit?limit=2&action=delete", headers: admin)
      guard case .array(let items)? = try first.json()["items"] else { throw CancellationError() }
      #expect(items.count == 2)
      let next = try #require(try first.json()["next"]?.text)
      let second = try await running.request("GET", "/api/v1/audit?limit=2&action=delete&after=\(next)", headers: admin)
      #expect(try second.json()["next"] == .null)
      let export = try await running.request("GET", "/api/v1/audit.fhir.ndjson", headers: admin)
      #expect(export.header("content-type") == "application/fhir+ndjson")
      let lines = export.text.split(separator: "\n")
      #expect(lines.count == 5, "three removals, one look into the audit, and this export")
      for line in lines {
        #expect(try JSONValue(parsing: Array(line.utf8))["resourceType"] == "AuditEvent")
      }
    }
  }

  @Test func `a filter that is none is refused where it stands`() async throws {
    try await RunningServer.with(tokens: AccessTests.tokens) { running async throws in
      for (query, pointer) in [
        ("action=look", "/action"), ("outcome=x", "/outcome"), ("from=yesterday", "/from"), ("to=1", "/to"),
        ("limit=0", "/limit"),
        ("after=x", "/after"), ("after=-1", "/after"),
      ] {
        let reply = try await running.request("GET", "/api/v1/audit?\(query)", headers: [AccessTests.bearer(.administrator)])
        #expect(reply.status == 422, "\(query)")
        #expect(try reply.json()["pointer"] == .string(pointer))
      }
    }
  }

  @Test func `what is asked again and again is a row every five minutes`() {
    var coalescer = AuditCoalescer()
    let start = Moment(monotonic: .zero, wallMilliseconds: 0)
    let key = AuditCoalescer.Key(actor: "a", address: "::1", action: .read, what: "alerts", subject: nil)
    func admits(_ key: AuditCoalescer.Key, _ seconds: Int) -> Bool {
      coalescer.admits(key, at: start.advanced(by: .seconds(seconds)))
    }
    #expect(admits(key, 0))
    #expect(!admits(key, 299))
    #expect(admits(key, 300))
    let other = AuditCoalescer.Key(actor: "a", address: "::1", action: .read, what: "alerts", subject: "x")
    #expect(admits(other, 301))
    for number in 0..<AuditCoalescer.most * 2 {
      let many = AuditCoalescer.Key(actor: "a", address: "::1", action: .read, what: "alerts", subject: "\(number)")
      #expect(admits(many, 302))
    }
  }
}
