import Configuration
import Cryptography
import Foundation
import People
import Soup
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct PeopleRouteTests {
  static let password = "a sentence nobody guesses"

  static func add(_ desk: PeopleDesk, _ name: String, _ role: Role?, groups: [String] = []) async throws {
    _ = try await desk.add(NewPerson(name: name, role: role, groups: groups, password: Secret(text: password)))
  }

  /// Signed in with name and password: the headers of a request, and the reply.
  static func signIn(
    _ running: RunningServer, _ name: String, _ password: String = password
  ) async throws -> (headers: [String], reply: Response) {
    let body = JSONValue.object(["name": .string(name), "password": .string(password)]).encodedText
    let reply = try await running.request("POST", "/api/v1/session", body: body)
    let cookie = "Cookie: " + (reply.header("set-cookie") ?? "").prefix { $0 != ";" }
    return ([cookie, "X-CSRF-Token: \(try reply.json()["csrf"]?.text ?? "")"], reply)
  }

  @Test func `a person signs in with name and password, and is told for how long`() async throws {
    try await RunningServer.with(people: { try await Self.add($0, "root", .administrator) }) { running async throws in
      let (headers, reply) = try await Self.signIn(running, "Root")
      #expect(reply.status == 200)
      let session = try await running.request("GET", "/api/v1/session", headers: headers).json()
      #expect(session["name"] == "root" && session["role"] == "administrator" && session["proof"] == "password")
      #expect(session["idle_seconds"]?.double == 900 && session["local"] == .bool(false) && session["streams"] == .null)
      #expect(try await running.request("POST", "/api/v1/session/activity", headers: headers).status == 204)
      let options = try await running.request("GET", "/api/v1/session/options").json()
      #expect(options == ["password": true, "token": false, "provider": .null])
      let open = try await running.request("GET", "/api/v1/people/signed-in", headers: headers)
      #expect(open.text.contains(#""own":true"#) && !open.text.contains(String(headers[0].dropFirst(14))))
    }
  }

  @Test func `who sits at the machine is let in only as long as nobody could sign in`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/api/v1/people").status == 200)
      let body = JSONValue.object(["name": "root", "role": "administrator", "password": .string(Self.password)]).encodedText
      #expect(try await running.request("POST", "/api/v1/people", body: body).status == 201)
      #expect(try await running.request("GET", "/api/v1/people").status == 401)
    }
  }

  // The clock stands: on a slow machine what one attempt costs must not earn the next.
  @Test func `wrong names and wrong passwords get the same answer, and soon none`() async throws {
    try await RunningServer.with(time: SteppedTime(), people: { try await Self.add($0, "root", .administrator) }) {
      running async throws in
      let wrong = try await Self.signIn(running, "root", "another sentence here").reply
      let unknown = try await Self.signIn(running, "nobody").reply
      #expect(wrong.status == 401 && wrong.text == unknown.text && wrong.header("set-cookie") == nil)
      var statuses: [Int] = []
      while statuses.last != 429, statuses.count < 200 { statuses.append(try await Self.signIn(running, "x").reply.status) }
      #expect(statuses.last == 429 && statuses.dropLast().allSatisfy { $0 == 401 })
      #expect(
        try await Self.signIn(running, "root").reply.status == 429,
        "the right one waits too, or the answer would tell which it is")
    }
  }

  @Test func `bodies that are wrong point at what is`() async throws {
    try await RunningServer.with(people: { try await Self.add($0, "root", .administrator) }) { running async throws in
      let headers = try await Self.signIn(running, "root").headers
      let cases: [(String, String, String, String)] = [
        ("POST", "/api/v1/session", "{}", "/token"), ("POST", "/api/v1/session", #"{"name":"x"}"#, "/password"),
        ("POST", "/api/v1/session", #"{"token":"x","name":"y"}"#, "/token"),
        ("POST", "/api/v1/session", #"{"user":"x"}"#, "/user"),
        ("POST", "/api/v1/people", #"{"name":"anna","password":"a sentence nobody guesses"}"#, "/role"),
        ("POST", "/api/v1/people", #"{"name":"an na","role":"viewer","password":"a sentence nobody guesses"}"#, "/name"),
        ("POST", "/api/v1/people", #"{"name":"anna","role":"god","password":"a sentence nobody guesses"}"#, "/role"),
        ("POST", "/api/v1/people", #"{"name":"anna","role":"viewer","password":"short"}"#, "/password"),
        ("POST", "/api/v1/people", #"{"name":"anna","role":"viewer"}"#, "/password"),
        ("POST", "/api/v1/people", #"{"name":"anna","groups":["x"],"password":"a sentence nobody guesses"}"#, "/groups/0"),
        ("POST", "/api/v1/people", #"{"name":"anna","groups":[7],"password":"a sentence nobody guesses"}"#, "/groups/0"),
        ("POST", "/api/v1/people", #"{"name":"a","role":"viewer","admin":true,"password":"x"}"#, "/admin"),
        ("PATCH", "/api/v1/people/root", #"{"disabled":"yes"}"#, "/disabled"),
        ("PATCH", "/api/v1/people/root", #"{"display":7}"#, "/display"),
        ("POST", "/api/v1/people/groups", #"{"name":"ward","role":"viewer","streams":["A B"]}"#, "/streams/0"),
        ("POST", "/api/v1/people/groups", #"{"name":"ward"}"#, "/role"),
        ("POST", "/api/v1/people/groups", #"{"name":"ward","role":"administrator","streams":["demo"]}"#, "/streams"),
        ("POST", "/api/v1/session/password", #"{"current":"wrong","new":"another sentence, longer"}"#, "/current"),
        ("POST", "/api/v1/session/password", #"{"current":"a sentence nobody guesses","new":"short"}"#, "/new"),
      ]
      for (method, path, body, pointer) in cases {
        let reply = try await running.request(method, path, headers: headers, body: body)
        #expect(reply.status == 422, "\(path) \(body): \(reply.text)")
        #expect(try reply.json()["pointer"] == .string(pointer), "\(body)")
        #expect(reply.header("content-type") == "application/problem+json" && !reply.text.contains("nobody guesses"))
      }
      #expect(try await running.request("PATCH", "/api/v1/people/none", headers: headers, body: "{}").status == 404)
      #expect(try await running.request("DELETE", "/api/v1/people/root", headers: headers).status == 204, "the very last may go")
    }
  }

  @Test func `a change of password ends that person's sessions and event streams, and nobody else's`() async throws {
    try await RunningServer.with(people: {
      try await Self.add($0, "root", .administrator)
      try await Self.add($0, "anna", .clinician)
    }) { running async throws in
      let root = try await Self.signIn(running, "root").headers
      let anna = try await Self.signIn(running, "anna").headers
      let events = try running.client()
      try await events.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\(anna[0])\r\n\r\n")
      _ = try await events.readEvent(named: "stream")
      let body = #"{"password":"quite another sentence"}"#
      #expect(try await running.request("POST", "/api/v1/people/anna/password", headers: root, body: body).status == 200)
      _ = try await events.read(until: "0\r\n\r\n")
      #expect(try await running.request("GET", "/api/v1/session", headers: anna).status == 401)
      #expect(try await running.request("GET", "/api/v1/session", headers: root).status == 200)
      #expect(try await Self.signIn(running, "anna").reply.status == 401)
      let again = try await Self.signIn(running, "anna", "quite another sentence").headers
      let own = #"{"current":"quite another sentence","new":"a third sentence for me"}"#
      #expect(try await running.request("POST", "/api/v1/session/password", headers: again, body: own).status == 204)
      #expect(try await running.request("GET", "/api/v1/session", headers: again).status == 401)
      #expect(try await Self.signIn(running, "anna", "a third sentence for me").reply.status == 200)
    }
  }

  @Test func `an administrator sees open sessions and ends one; passwords reach neither replies nor the audit`() async throws {
    try await RunningServer.with(people: {
      try await Self.add($0, "root", .administrator)
      try await Self.add($0, "anna", .viewer)
    }) { running async throws in
      let root = try await Self.signIn(running, "root").headers
      let anna = try await Self.signIn(running, "anna").headers
      let open = try await running.request("GET", "/api/v1/people/signed-in", headers: root).json()
      guard case .array(let items)? = open["items"] else { throw CancellationError() }
      let id = try #require(items.first { $0["name"] == "anna" }?["id"]?.text)
      #expect(try await running.request("DELETE", "/api/v1/people/signed-in/\(id)", headers: root).status == 204)
      #expect(try await running.request("GET", "/api/v1/session", headers: anna).status == 401)
      #expect(try await running.request("DELETE", "/api/v1/people/signed-in/\(id)", headers: root).status == 404)
      let list = try await running.request("GET", "/api/v1/people", headers: root)
      #expect(!list.text.contains("argon2") && !list.text.contains("hash"))
      let audit = "\(running.backend.kept.events)"
      #expect(!audit.contains("argon2") && !audit.contains("nobody guesses") && audit.contains("anna"))
    }
  }

  @Test func `the idle time runs while pages ask, and its end ends the event stream`() async throws {
    let time = SteppedTime()
    var signIn = SignInSetting()
    signIn.idle = .seconds(60)
    try await RunningServer.with(
      signIn: signIn, time: time, people: { try await Self.add($0, "root", .administrator) }
    ) { running async throws in
      let headers = try await Self.signIn(running, "root").headers
      let events = try running.client()
      try await events.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\(headers[0])\r\n\r\n")
      _ = try await events.readEvent(named: "stream")
      time.move(by: .seconds(40))
      #expect(try await running.request("POST", "/api/v1/session/activity", headers: headers).status == 204)
      time.move(by: .seconds(40))
      #expect(try await running.request("GET", "/api/v1/alerts", headers: headers).status == 200)
      time.move(by: .seconds(20))
      #expect(try await running.request("GET", "/api/v1/alerts", headers: headers).status == 401)
      _ = try await events.read(until: "0\r\n\r\n")
      #expect(running.backend.kept.events.last?.what == "session/over")
    }
  }
}
