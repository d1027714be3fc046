import Configuration
import Soup
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct AccessTests {
  static let tokens: [String: Role] = Dictionary(
    uniqueKeysWithValues: Role.allCases.map { ("secret-of-\($0.rawValue)-0123456789", $0) })

  static func bearer(_ role: Role) -> String { "Authorization: Bearer secret-of-\(role.rawValue)-0123456789" }

  /// What each route asks for, said a second time and by hand: a route that is not here fails the census.
  static let expected: [String: Set<Role>] = {
    let all = Set(Role.allCases)
    let readers: Set<Role> = [.administrator, .clinician, .reviewer, .viewer]
    let publishers: Set<Role> = [.administrator, .clinician, .publisher]
    let responders: Set<Role> = [.administrator, .clinician, .reviewer]
    var table: [String: Set<Role>] = [
      "GET /metrics": readers, "GET /openapi.json": all,
      "GET /api/v1/session": all, "DELETE /api/v1/session": all,
      "GET /api/v1/conditions": readers, "GET /api/v1/packs": readers, "GET /api/v1/models": readers,
      "GET /api/v1/evidence": readers, "GET /api/v1/evidence/pictures/{hash}": readers,
      "GET /api/v1/streams": readers, "POST /api/v1/streams": [.administrator],
      "GET /api/v1/streams/{stream}": readers, "DELETE /api/v1/streams/{stream}": [.administrator],
      "GET /api/v1/streams/{stream}/thresholds": readers,
      "PATCH /api/v1/streams/{stream}/thresholds": [.administrator, .clinician],
      "GET /api/v1/streams/{stream}/background": readers,
      "POST /api/v1/streams/{stream}/background": [.administrator, .clinician],
      "DELETE /api/v1/streams/{stream}/background": [.administrator, .clinician],
      "POST /api/v1/streams/{stream}/background/freeze": [.administrator, .clinician],
      "GET /api/v1/streams/{stream}/frames": publishers,
      "GET /api/v1/alerts": readers, "GET /api/v1/alerts/{id}": readers, "GET /api/v1/alerts/{id}/entries": readers,
      "POST /api/v1/alerts/{id}/acknowledgement": responders, "DELETE /api/v1/alerts/{id}/acknowledgement": responders,
      "GET /api/v1/alerts/{id}/explanation": readers, "POST /api/v1/alerts/{id}/questions": responders,
      "POST /api/v1/alerts/{id}/silence": responders, "DELETE /api/v1/alerts/{id}/silence": responders,
      "GET /api/v1/journal.ndjson": responders, "GET /api/v1/journal.csv": responders,
      "GET /api/v1/events": readers, "POST /api/v1/analyses": responders,
      "GET /api/v1/knowledge": readers, "GET /api/v1/knowledge/documents": readers,
      "GET /api/v1/knowledge/documents/{id}": readers, "GET /api/v1/knowledge/passages/{id}": readers,
      "GET /api/v1/knowledge/search": readers, "GET /api/v1/conditions/{condition}/knowledge": readers,
      "GET /api/v1/ontology/{code}": readers,
      "GET /api/v1/streams/{stream}/voice": readers, "GET /api/v1/speech/{clip}": readers,
      "POST /api/v1/streams/{stream}/voice/mute": responders, "DELETE /api/v1/streams/{stream}/voice/mute": responders,
      "GET /api/v1/calls": readers, "POST /api/v1/calls": responders, "DELETE /api/v1/calls": responders,
      "GET /api/v1/calls/history": responders,
      "GET /api/v1/sinks": responders, "GET /api/v1/sinks/{name}/dead": responders,
      "GET /api/v1/sinks/{name}/preview": responders, "POST /api/v1/sinks/{name}/test": [.administrator],
      "POST /api/v1/sinks/{name}/replay": [.administrator], "POST /api/v1/sinks/{name}/on": [.administrator],
      "DELETE /api/v1/sinks/{name}/on": [.administrator],
      // Nobody's role: the message's own signature decides, and these have none.
      "POST /api/v1/vapi/messages": [], "POST /api/v1/vapi/voice": [],
      "POST /api/v1/knowledge/passages/{id}/signature": [.administrator, .clinician],
      "DELETE /api/v1/knowledge/passages/{id}/signature": [.administrator, .clinician],
      "GET /api/v1/knowledge/passages/{id}/history": readers, "GET /api/v1/knowledge/review": readers,
      "GET /api/v1/knowledge/imports": readers,
      "POST /api/v1/knowledge/passages/{id}/corrections": [.administrator, .clinician],
      "POST /api/v1/knowledge/documents": [.administrator, .clinician],
      "DELETE /api/v1/knowledge/documents/{id}": [.administrator, .clinician],
      "GET /api/v1/heads": readers, "POST /api/v1/heads": [.administrator, .clinician],
      "POST /api/v1/heads/{name}/{version}/activation": [.administrator, .clinician],
      "POST /api/v1/heads/{name}/rollback": [.administrator, .clinician],
      "POST /api/v1/session/activity": all, "POST /api/v1/session/password": all,
      "GET /v2": all, "POST /predict": responders, "GET /people": all,
      "GET /api/v1/pages": all, "GET /api/v1/diagnosis": [.administrator, .clinician],
      "POST /api/v1/diagnosis": [.administrator, .clinician],
      "GET /api/v1/storage": [.administrator, .clinician], "GET /api/v1/settings": readers,
      "GET /api/v1/packs/{pack}/lint": readers, "POST /api/v1/voice/trial": responders,
      "GET /api/v1/overlay": readers, "POST /api/v1/overlay/hidden": publishers, "DELETE /api/v1/overlay/hidden": publishers,
      "GET /api/v1/streams/{stream}/zones": readers,
      "POST /api/v1/streams/{stream}/zones": [.administrator, .clinician],
      "DELETE /api/v1/streams/{stream}/zones": [.administrator, .clinician],
      "DELETE /api/v1/streams/{stream}/zones/{zone}": [.administrator, .clinician],
      "GET /api/v1/alerts.csv": responders, "GET /api/v1/alerts.ndjson": responders,
      "GET /api/v1/sessions": responders, "GET /api/v1/sessions/{id}": responders,
      "PATCH /api/v1/sessions/{id}": [.administrator, .clinician],
      "POST /api/v1/sessions/{id}/withdrawal": [.administrator, .clinician],
      "GET /api/v1/sessions/{id}/receipt": responders, "GET /api/v1/sessions/{id}/report": responders,
      "GET /api/v1/review/queue": responders, "GET /api/v1/review/cases/{id}": responders,
      "GET /api/v1/review/cases/{id}/pictures/{number}": responders, "POST /api/v1/review/cases/{id}/verdict": responders,
      "POST /api/v1/alerts/{id}/verdict": responders, "GET /api/v1/review/statistics": responders,
      "GET /api/v1/review/verdicts.csv": responders, "GET /api/v1/review/verdicts.ndjson": responders,
      "GET /sessions": all, "GET /review": all, "GET /session-report": all,
      // What each tool asks for is another test's.
      "POST /mcp": readers, "GET /mcp": readers, "DELETE /mcp": readers,
      "GET /": all, "GET /wall": all, "GET /alerts": all, "GET /alert": all, "GET /evidence": all, "GET /knowledge": all,
      "GET /teaching": all,
      "GET /api/v1/streams/{stream}/operating-points/{condition}": readers,
      "POST /api/v1/streams/{stream}/what-if": [.administrator, .clinician],
      "GET /api/v1/streams/{stream}/changes": readers, "GET /api/v1/streams/{stream}/pack": readers,
      "GET /api/v1/packs/candidates": readers, "POST /api/v1/packs/candidates": [.administrator, .clinician],
      "POST /api/v1/streams/{stream}/shadow": [.administrator, .clinician],
      "DELETE /api/v1/streams/{stream}/shadow": [.administrator, .clinician],
      "POST /api/v1/streams/{stream}/shadow/promotion": [.administrator, .clinician],
      "POST /api/v1/streams/{stream}/pack/rollback": [.administrator, .clinician],
      "GET /thresholds": all, "GET /calls": all,
      "GET /overlay/{stream}": all,
    ]
    for name in [
      "GET /api/v1/people", "POST /api/v1/people", "GET /api/v1/people/{person}", "PATCH /api/v1/people/{person}",
      "DELETE /api/v1/people/{person}", "POST /api/v1/people/{person}/password", "GET /api/v1/people/groups",
      "POST /api/v1/people/groups", "PATCH /api/v1/people/groups/{group}", "DELETE /api/v1/people/groups/{group}",
      "GET /api/v1/people/signed-in", "DELETE /api/v1/people/signed-in/{id}", "GET /api/v1/people/tokens",
      "GET /api/v1/audit", "GET /api/v1/audit.fhir.ndjson",
    ] { table[name] = [.administrator] }
    for path in ["/v2/models/{model}", "/v2/models/{model}/versions/{version}"] {
      table["GET \(path)"] = readers
      table["GET \(path)/ready"] = readers
      table["POST \(path)/infer"] = responders
    }
    for (kind, roles) in [("whip", publishers), ("whep", readers)] {
      table["POST /\(kind)/{stream}"] = roles
      table["GET /\(kind)/{stream}"] = roles
      table["PATCH /\(kind)/{stream}/{session}"] = roles
      table["DELETE /\(kind)/{stream}/{session}"] = roles
      table["GET /\(kind)/{stream}/{session}"] = roles
    }
    return table
  }()

  /// Open to everybody, also without a token.
  static let open: Set<String> = [
    "GET /health", "GET /health/ready", "GET /health/live", "POST /api/v1/session", "GET /v2/health/live",
    "GET /api/v1/session/options", "GET /sign-in/provider", "GET /sign-in/callback",
    "GET /v2/health/ready", "GET /sign-in", "GET /assets/js/x.js",
    "OPTIONS /whip/{stream}", "OPTIONS /whip/{stream}/{session}", "OPTIONS /whep/{stream}", "OPTIONS /whep/{stream}/{session}",
  ]

  @Test func `every route asks every role, and nobody, for exactly what is written down`() async throws {
    // Every route a connection for every role, faster than the listener notices that they are closed.
    var limits = ServerLimits()
    limits.listener.connections = 4096
    try await RunningServer.with(tokens: Self.tokens, limits: limits) { running async throws in
      let routes = await running.server.routes()
      #expect(!routes.isEmpty)
      for route in routes {
        let name = "\(route.method.rawValue) \(route.pattern.text)"
        guard Self.expected[name] != nil || Self.open.contains(name) else {
          Issue.record("\(name) is in no list of this test")
          continue
        }
        let allowed = Self.expected[name] ?? Set(Role.allCases)
        for role in Role.allCases {
          guard let status = try? await Self.status(of: route, running, headers: [Self.bearer(role)]) else {
            Issue.record("\(name) as \(role.rawValue) got no answer")
            continue
          }
          let isRefused = status == 401 || status == 403
          // A wrong sign-in body is no refusal of the role.
          #expect(isRefused != allowed.contains(role), "\(name) as \(role.rawValue) gave \(status)")
        }
        let status = try await Self.status(of: route, running, headers: [])
        let isTurnedAway = status == 401 || (status == 303 && route.kind == .page)
        #expect(isTurnedAway != Self.open.contains(name), "\(name) without a token gave \(status)")
      }
      for name in Array(Self.expected.keys) + Array(Self.open) {
        #expect(routes.contains { "\($0.method.rawValue) \($0.pattern.text)" == name }, "\(name) is no route any more")
      }
    }
  }

  @Test func `a mistyped address gives a person a page and a program a problem, whoever asks`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      let html = "Accept: text/html,application/xhtml+xml,*/*;q=0.8"
      for caller in [[]] + Role.allCases.map({ [Self.bearer($0)] }) + [["Authorization: Bearer wrong-wrong-wrong-wrong"]] {
        for path in ["/alrt", "/alert/", "/whip", "/not-found", "/not-found.html", "/a/b/c?x=1"] {
          let page = try await running.request("GET", path, headers: [html] + caller)
          #expect(page.status == 404 && page.header("content-type") == "text/html; charset=utf-8", "\(path)")
          #expect(page.text.contains("no such page"))
          #expect(page.header("content-security-policy")?.contains("default-src 'none'") == true)
          #expect(page.header("cache-control") == "no-store" && page.header("x-frame-options") == "DENY")
          let problem = try await running.request("GET", path, headers: ["Accept: */*"] + caller)
          #expect(problem.status == 404 && problem.header("content-type") == "application/problem+json", "\(path)")
        }
        for path in ["/api", "/api/v1/alrts", "/api/v2"] {
          let problem = try await running.request("GET", path, headers: [html] + caller)
          #expect(problem.status == 404 && problem.header("content-type") == "application/problem+json", "\(path)")
        }
        #expect(
          try await running.request("POST", "/alrt", headers: [html] + caller).header("content-type")
            == "application/problem+json")
      }
    }
  }

  private static func status(of route: Route, _ running: RunningServer, headers: [String]) async throws -> Int {
    let path = route.pattern.text.replacing("{stream}", with: "ward")
      .replacing("{id}", with: String(repeating: "0", count: 32)).replacing("{session}", with: String(repeating: "a", count: 32))
      .replacing("{number}", with: "0").replacing("{condition}", with: "melanoma")
      .replacing("{zone}", with: String(repeating: "0", count: 32)).replacing("{pack}", with: "dermatology").replacing(
        "{code}", with: "C43.9")
    let client = try running.client()
    let body = route.bodyLimit > 0 ? "x" : ""
    let head = (headers + (body.isEmpty ? [] : ["Content-Length: 1"])).map { $0 + "\r\n" }.joined()
    try await client.send("\(route.method.rawValue) \(path) HTTP/1.1\r\nHost: localhost\r\n\(head)\r\n\(body)")
    // The head is enough: an event stream has no end.
    let reply = try await client.read(until: "\r\n")
    return Int(reply.split(separator: " ")[1]) ?? 0
  }

  @Test func `the local user is the administrator under loopback names only`() async throws {
    try await RunningServer.with { running async throws in
      for host in ["127.0.0.1", "localhost", "localhost:8080", "[::1]:80", "a.localhost", "127.9.9.9:1"] {
        #expect(try await running.request("GET", "/api/v1/streams", host: host).status == 200)
      }
      for host in ["rebound.example", "rebound.example:8080", "127.0.0.1.example", "localhost.example", "0.0.0.0", "10.0.0.1"] {
        let reply = try await running.request("GET", "/api/v1/streams", host: host)
        #expect(reply.status == 403)
        #expect(try reply.json()["type"] == .string("urn:skino:problem:foreign-host"))
      }
      for header in ["X-Forwarded-For: 10.0.0.1", "Forwarded: for=10.0.0.1", "Via: 1.1 proxy"] {
        #expect(try await running.request("GET", "/api/v1/streams", headers: [header]).status == 403)
      }
      let session = try await running.request("GET", "/api/v1/session")
      #expect(try session.json()["role"] == .string("administrator"))
      #expect(try session.json()["local"] == .bool(true))
      #expect(try session.json()["csrf"] == .null)
    }
  }

  @Test func `an absolute target does not get round the host check`() async throws {
    try await RunningServer.with { running async throws in
      let client = try running.client()
      try await client.send("GET http://rebound.example/api/v1/streams HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try await client.readResponse().status == 403)
      let other = try running.client()
      try await other.send("GET http://localhost/api/v1/streams HTTP/1.1\r\nHost: rebound.example\r\n\r\n")
      #expect(try await other.readResponse().status == 403)
    }
  }

  @Test func `pages of other origins cannot act`() async throws {
    try await RunningServer.with { running async throws in
      let path = "/api/v1/streams/demo"
      for origin in [
        "https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:\(running.port)",
        "http://localhost:\(running.port)",
      ] {
        let reply = try await running.request(
          "DELETE", path, headers: ["Origin: \(origin)"], host: "127.0.0.1:\(running.port)")
        #expect(reply.status == 403, "\(origin)")
      }
      #expect(try await running.request("DELETE", path, headers: ["Sec-Fetch-Site: cross-site"]).status == 403)
      let own = try await running.request(
        "DELETE", path, headers: ["Origin: http://127.0.0.1:\(running.port)"], host: "127.0.0.1:\(running.port)")
      #expect(own.status == 204)
    }
  }

  @Test func `publishing from elsewhere needs a configured origin or a token`() async throws {
    let offer = "v=0\r\n"
    let type = "Content-Type: application/sdp"
    try await RunningServer.with(origins: ["https://clinic.example"]) { running async throws in
      #expect(
        try await running.request("POST", "/whip/ward", headers: [type, "Origin: https://clinic.example"], body: offer).status
          == 201)
      #expect(
        try await running.request("POST", "/whip/ward", headers: [type, "Origin: https://evil.example"], body: offer).status
          == 403)
      #expect(
        try await running.request("POST", "/whep/demo", headers: [type, "Origin: https://clinic.example"], body: offer).status
          == 403)
      #expect(
        try await running.request("DELETE", "/api/v1/streams/demo", headers: ["Origin: https://clinic.example"]).status == 403)
    }
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      let reply = try await running.request(
        "POST", "/whip/ward", headers: [type, "Origin: https://evil.example", Self.bearer(.publisher)], body: offer)
      #expect(reply.status == 201)
    }
  }

  @Test func `a session is a cookie and a value that other pages cannot know`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      let signIn = try await running.request(
        "POST", "/api/v1/session", headers: ["Content-Type: application/json"],
        body: #"{"token":"secret-of-clinician-0123456789"}"#)
      #expect(signIn.status == 200)
      let cookie = try #require(signIn.header("set-cookie"))
      for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(attribute)) }
      let csrf = try #require(try signIn.json()["csrf"]?.text)
      let sent = "Cookie: other=1; " + cookie.prefix { $0 != ";" }
      let session = try await running.request("GET", "/api/v1/session", headers: [sent])
      #expect(try session.json()["role"] == .string("clinician"))
      #expect(try session.json()["csrf"] == .string(csrf))
      #expect(try session.json()["local"] == .bool(false))

      let path = "/api/v1/streams/demo/thresholds"
      let body = #"{"melanoma":{"enter":0.7}}"#
      #expect(try await running.request("PATCH", path, headers: [sent], body: body).status == 403)
      #expect(try await running.request("PATCH", path, headers: [sent, "X-CSRF-Token: wrong"], body: body).status == 403)
      #expect(try await running.request("PATCH", path, headers: [sent, "X-CSRF-Token: \(csrf)"], body: body).status == 200)

      #expect(try await running.request("DELETE", "/api/v1/session", headers: [sent, "X-CSRF-Token: \(csrf)"]).status == 204)
      #expect(try await running.request("GET", "/api/v1/session", headers: [sent]).status == 401)
    }
  }

  @Test func `signing out ends the session's event stream`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      let signIn = try await running.request("POST", "/api/v1/session", body: #"{"token":"secret-of-viewer-0123456789"}"#)
      let cookie = "Cookie: " + (signIn.header("set-cookie") ?? "").prefix { $0 != ";" }
      let csrf = try #require(try signIn.json()["csrf"]?.text)
      let events = try running.client()
      try await events.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\(cookie)\r\n\r\n")
      _ = try await events.readEvent(named: "stream")
      _ = try await running.request("DELETE", "/api/v1/session", headers: [cookie, "X-CSRF-Token: \(csrf)"])
      _ = try await events.read(until: "0\r\n\r\n")
    }
  }

  @Test func `wrong tokens are refused and soon no more are heard`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      // The allowance grows again with time, so that a slow machine needs more tries.
      var statuses: [Int] = []
      while statuses.last != 429, statuses.count < 200 {
        statuses.append(try await running.request("GET", "/api/v1/streams", headers: ["Authorization: Bearer wrong"]).status)
      }
      #expect(statuses.count > 10)
      #expect(statuses.dropLast().allSatisfy { $0 == 401 })
      #expect(statuses.last == 429)
      #expect(try await running.request("GET", "/health/live").status == 200)
    }
  }

  @Test func `pages lead to the sign-in page and back`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      let page = try await running.request("GET", "/alert?id=7&x=a%20b")
      #expect(page.status == 303)
      #expect(page.header("location") == "/sign-in?next=%2Falert%3Fid%3D7%26x%3Da%2520b")
      #expect(try await running.request("GET", "/").header("location") == "/sign-in")
    }
  }

  @Test func `metrics name a sink to those alone who may read sinks`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      for role in [Role.administrator, .clinician, .viewer] {
        let sinks = try await running.request("GET", "/api/v1/sinks", headers: [Self.bearer(role)])
        let metrics = try await running.request("GET", "/metrics", headers: [Self.bearer(role)])
        #expect(metrics.status == 200 && metrics.text.contains("skino_frames_received_total"))
        #expect(metrics.text.contains("sink=\"ehr\"") == (sinks.status != 403), "\(role)")
        #expect((sinks.status == 403) == (role == .viewer))
      }
    }
  }

  @Test func `no reply and no error shows a secret`() async throws {
    try await RunningServer.with(tokens: Self.tokens) { running async throws in
      for path in ["/metrics", "/openapi.json", "/api/v1/session", "/nothing"] {
        let reply = try await running.request("GET", path, headers: [Self.bearer(.administrator)])
        #expect(!reply.text.contains("secret-of-"))
      }
    }
  }
}
